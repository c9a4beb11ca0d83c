/// What is known of a class that decides whether its attributes can be slots.
public struct ClassFacts: Hashable, Sendable {
  /// How many names slots would have to have: those that an instance has, and those that its methods
  /// store later.
  public let slots: Int
  /// Whether somebody refers weakly to the instance.
  public let isWeaklyReferenced: Bool
  /// Whether it is a dataclass that can be given `slots=True`.
  public let isDataclass: Bool
  /// Whether the class is the user's to change.
  public let isUsers: Bool
  /// What speaks against slots; `nil` for nothing known.
  public let objection: String?

  /// Facts of a class of the user's.
  public init(slots: Int) { self.init(slots: slots, isUsers: true) }

  /// A class by all that is known of it.
  package init(
    slots: Int, isWeaklyReferenced: Bool = false, isDataclass: Bool = false, isUsers: Bool,
    objection: String? = nil
  ) {
    self.slots = slots
    self.isWeaklyReferenced = isWeaklyReferenced
    self.isDataclass = isDataclass
    self.isUsers = isUsers
    self.objection = objection
  }

  /// Of a class of a library's, which is not the user's to change.
  public static let library = ClassFacts(slots: 0, isUsers: false)
}
