/// A class of the user's beside the catalogue's records: its layout is read where it is made, and not
/// predicted from its fields.
public struct UserRecord: Record {
  public let id: String
  public let title: String

  /// A class by the names of its file and its own: `shop.py:Order`, `Order`.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }

  /// Nobody but its own file makes it.
  public func code(_ sample: Sample) -> Code { Code(source: "", make: "None") }

  public func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    throw NotModelled("\(title) is read where it is made")
  }
}
