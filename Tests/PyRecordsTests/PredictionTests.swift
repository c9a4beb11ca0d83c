import PyLayout
import PyRecords
import Testing

/// What holds for the prediction of every record, on every build.
@Suite struct PredictionTests {
  static let builds: [Build] = Build.released.flatMap { released in
    ["", "d", "@32", "t", "td", "t@32", "+tracerefs"].compactMap { suffix in
      try? Build(parsing: "\(released)\(suffix)")
    }
  }

  @Test(arguments: builds)
  func predictionsAddUp(_ build: Build) throws {
    for record in Catalogue.records {
      for count in [0, 3, 300] {
        let fields = Fields(unchecked: (0..<count).map { "f\($0)" })
        for nth in [1, nil] {
          let sample = Sample(build: build, fields: fields, nth: nth)
          let what = "\(build) \(record.id), \(count) fields, instance \(nth ?? 0)"
          if let obstacle = record.obstacle(sample) {
            #expect(!obstacle.isEmpty && !obstacle.contains(where: \.isNewline), "\(what)")
            continue
          }
          let prediction = try record.prediction(sample)
          check(prediction, on: build, what)
          // struct-pack has a test of its own
          if record.id != "struct-pack" { checkBlock(prediction, what) }
          let note = record.note(sample)
          #expect(note?.isEmpty != true && note?.contains(where: \.isNewline) != true, "\(what)")
        }
      }
    }
  }

  private func check(_ prediction: Prediction, on build: Build, _ what: String) {
    #expect(!prediction.parts.isEmpty, "\(what)")
    for part in prediction.parts + prediction.shared {
      // A row of no columns is a part of no bytes
      #expect(part.size > 0 || part.name == "row", "\(what): \(part.name)")
      #expect(part.size >= 0, "\(what): \(part.name)")
      #expect(!part.name.isEmpty && !part.python.isEmpty, "\(what)")
    }
    #expect(prediction.size == prediction.parts.map(\.size).reduce(0, +), "\(what)")

    let type = prediction.type
    var position = Offset(rawValue: -type.prefixSize)
    for row in prediction.block.rows {
      #expect(row.offset == position, "\(what): gap or overlap before \(row.name)")
      #expect(row.size > 0, "\(what): \(row.name) is empty")
      position = row.offset + row.size
    }
    #expect(build == type.build, "\(what)")
    #expect(prediction.block.size >= type.shallowSize(), "\(what)")
  }

  /// What getsizeof counts of the instance is its block, where nothing stands elsewhere and no
  /// values follow. A part of another name is no object: a row's block is its array's.
  private func checkBlock(_ prediction: Prediction, _ what: String) {
    guard prediction.elsewhere == nil, !prediction.type.flags.contains(.inlineValues),
      let part = prediction.parts.first, part.name == "instance"
    else { return }
    #expect(prediction.block.size == part.size, "\(what)")
  }

  @Test func structPacksBlockHoldsItsBytes() throws {
    let record = try #require(Catalogue.record("struct-pack"))
    let predictions = try Self.builds.map { try record.prediction(Sample(build: $0)) }
    let blocks = predictions.map(\.block.size)
    let sizes = predictions.map(\.size)
    #expect(blocks == sizes)
  }

  /// A build that lacks what a record needs says so; the article's first records need nothing.
  @Test(arguments: Build.released)
  func builtinRecordsNeedNothing(_ build: Build) {
    for id in ["dict", "class", "slots", "tuple", "namedtuple", "array", "struct-pack"] {
      #expect(Catalogue.record(id)?.obstacle(Sample(build: build)) == nil, "\(build) \(id)")
    }
  }
}
