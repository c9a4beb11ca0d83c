/// What became of the calls of `sys.getsizeof` in a program.
public struct ShadowFindings: Hashable, Sendable {
  /// Calls whose figures disagree, or could not be compared, of one type.
  public struct Row: Hashable, Sendable {
    /// `tp_name`.
    public let type: String
    /// How many calls.
    public var count: Int
    /// The model's figure in bytes at the first of them; `nil` where it had none.
    public let model: Int?
    /// CPython's figure in bytes then.
    public let cpython: Int
  }

  /// All calls for objects of one type.
  public struct TypeRow: Hashable, Sendable {
    /// `tp_name`.
    public let type: String
    /// How many calls.
    public var count: Int
    /// Bytes that CPython answered, over all calls.
    public var bytes: Int
    /// The most bytes that it answered for one object.
    public var largest: Int
  }

  /// One object.
  public struct LargeObject: Hashable, Sendable {
    /// `tp_name` of its type.
    public let type: String
    /// The most bytes that CPython answered for it.
    public let bytes: Int
  }

  /// All calls.
  public var calls = 0
  /// The types that were asked about.
  public var types: [TypeRow] = []
  /// The largest objects that were asked about, the largest first.
  public var largest: [LargeObject] = []
  /// Calls in which model and CPython say the same.
  public var agreements = 0
  /// Calls that raised an exception, or answered the default in its place.
  public var raised = 0
  /// The types whose figures disagree.
  public var disagreements: [Row] = []
  /// The types with a `__sizeof__` in C that the model does not know.
  public var notModelled: [Row] = []
  /// The types with a `__sizeof__` of the program's own, in Python as a rule.
  public var own: [Row] = []
  /// Calls of types that found no room in the list of types.
  public var unlisted = 0
  /// Whether the interpreter came so far that its `sys.getsizeof` was watched.
  public var wasWatched = false
}

/// What the model says of one object.
public enum ShadowAnswer: Hashable, Sendable {
  /// Its size, `sys.getsizeof` would say, in bytes.
  case size(Int)
  /// Its type computes its size by a rule that the model does not know.
  case notModelled
  /// Its bytes make no sense to the model.
  case failed
}
