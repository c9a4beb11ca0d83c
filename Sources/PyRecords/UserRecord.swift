/// A class of the user's beside the catalogue's records: its layout is read where it is made, and not
/// predicted from its fields.
public struct UserRecord: Record {
  /// The file and the class's name: `shop.py:Order`.
  public let id: String
  /// The class's name alone.
  public let title: String
  /// What an instance is besides its fields, unlike any record of them: `over list`; `nil` for
  /// nothing.
  public let besides: String?
  /// What speaks against `__slots__` in its class; `nil` for nothing known.
  public let objection: String?

  /// A class by the names of its file and its own: `shop.py:Order`, `Order`.
  package init(id: String, title: String, besides: String? = nil, objection: String? = nil) {
    self.id = id
    self.title = title
    self.besides = besides
    self.objection = objection
  }

  /// Nobody but its own file makes it.
  public func code(_ sample: Sample) -> Code { Code(source: "", make: "None") }

  /// None: an instance of it has to be made.
  public func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    throw NotModelled("\(title) is read where it is made")
  }
}
