public import PyRecords

/// `pysize article` for several builds: a reader chooses the one it is retold for.
public struct ArticleReport: Report {
  /// The article, for each build, in the order they were asked for.
  public let articles: [Article]

  /// A report on these.
  public init(_ articles: [Article]) { self.articles = articles }

  /// The builds' articles, their bars of one scale.
  public var document: Document {
    let figures = articles.flatMap(\.sections).flatMap { [$0.allocated, $0.prediction.size] }
    return Document([
      .heading("A point in ever smaller ways", level: 1),
      .choice(
        "CPython",
        articles.map { ("\($0.build)", $0.document(scale: figures.max()).nested) }),
    ])
  }

  /// The builds' rows, one after the other.
  public var flatTable: Table {
    let tables = articles.map(\.flatTable)
    return Table(columns: tables.first?.columns ?? [], rows: tables.flatMap(\.rows))
  }

  /// The builds' articles.
  public var json: JSON {
    .object(["schema": .int(1), "articles": .array(articles.map(\.json))])
  }
}
