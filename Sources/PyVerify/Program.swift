public import PyEmulator

/// A small Python program: classes, objects, and what is done to them.
public struct Program: Hashable, Sendable {
  /// Its statements, in order; one that raises an exception is over, the next one runs.
  public var statements: [Statement]

  /// A program from its statements.
  public init(_ statements: [Statement] = []) { self.statements = statements }

  /// Whether `deque` and `OrderedDict` have to be imported first.
  var usesCollections: Bool {
    statements.contains { statement in
      switch statement {
      case .makeClass(_, _, let bases, _): bases.contains(where: \.isOfCollections)
      case .assign(_, .make(let type, _)): type.isOfCollections
      case .assign(_, .deque): true
      default: false
      }
    }
  }

  /// A statement; variables are `v0`, `v1`, …, classes `C0`, `C1`, ….
  public enum Statement: Hashable, Sendable {
    /// `C0 = type(name, bases, {'__slots__': slots})`; bases are builtin types or `C0`, ….
    case makeClass(Int, name: String, bases: [String], slots: [String]?)
    /// `v0 = expression`
    case assign(Int, Expression)
    /// `v0 = v1.__dict__`
    case view(Int, of: Int)
    /// `v0 = v1.copy()`
    case copy(Int, of: Int)
    /// `del v0`
    case drop(Int)
    /// `v0.method(arguments)`
    case call(Int, Method, [Expression])
    /// `v0.name = expression`
    case setAttribute(Int, String, Expression)
    /// `del v0.name`
    case deleteAttribute(Int, String)
    /// `v0[key] = value`
    case setItem(Int, Expression, Expression)
    /// `del v0[key]`
    case deleteItem(Int, Expression)
    /// `a == b`, of which the answer counts
    case equal(Expression, Expression)
  }

  /// A method that changes an object.
  public enum Method: String, Hashable, Sendable {
    case append, insert, pop, extend, add, discard, update, clear
    case appendleft, popleft, extendleft, rotate, remove, popitem
    case moveToEnd = "move_to_end"
  }

  /// What has a value.
  public indirect enum Expression: Hashable, Sendable {
    /// A literal, as the compiler makes it.
    case literal(PyValue)
    /// A number, a text, bytes, `None`, or a tuple of such.
    case value(PyValue)
    /// `v0`
    case variable(Int)
    /// `C0.__name__`
    case className(Int)
    /// `(a, b)`
    case tuple([Expression])
    /// A builtin type, `deque`, `OrderedDict` or `C0`, called with one argument or none.
    case make(String, Expression?)
    /// `deque(items, maxlen)`
    case deque(Expression, maxlen: Int)
  }
}

extension String {
  fileprivate var isOfCollections: Bool { self == "deque" || self == "OrderedDict" }
}
