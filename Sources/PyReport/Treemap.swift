import PyLayout

/// Bytes as areas of one scale: twice the bytes have twice the area.
///
/// On a page an area leads to the row of a table that says more of it: ``Table/Row/anchor``.
public struct Treemap: Sendable {
  /// Bytes of one thing, or of several.
  public struct Area: Sendable {
    /// What has the bytes.
    public let label: String
    /// How many.
    public let bytes: Int
    /// What they are made of; empty where that is not shown.
    public let parts: [Area]
    /// The ``Table/Row/anchor`` of the row that says more; `nil` where none does.
    public let row: String?

    /// An area of so many bytes; none where the number is negative.
    ///
    /// - Parameter row: the anchor of the row that says more.
    public init(label: String, bytes: Int, row: String? = nil) {
      self.label = label
      self.bytes = max(bytes, 0)
      parts = []
      self.row = row
    }

    /// An area that others fill.
    public init(label: String, parts: [Area]) {
      self.label = label
      bytes = parts.reduce(0) { $0.adding($1.bytes) }
      self.parts = parts
      row = nil
    }
  }

  /// What it shows.
  public let title: String
  /// The areas; those that are too small to be seen are drawn as one.
  public let areas: [Area]

  /// A treemap of areas.
  ///
  /// - Parameter title: what it shows.
  public init(title: String, areas: [Area]) {
    self.title = title
    self.areas = areas
  }
}
