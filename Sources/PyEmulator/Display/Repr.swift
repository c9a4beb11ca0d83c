import PyLayout

/// What `repr` says of one object: text, and the objects whose own stands between.
struct Repr {
  /// One piece of it.
  enum Piece {
    case text(String)
    /// What is said of another object.
    case object(Address)
  }

  private(set) var pieces: [Piece]
  /// How many calls deeper than its own the objects are shown: a deque shows a list of them.
  var levels = 1
  /// What such a call does, as CPython says where it is one too many.
  var action = Repr.getting
  /// `PyObject_Repr`
  static let getting = "while getting the repr of an object"

  /// All of it, of an object that shows no other.
  init(_ text: String) { pieces = [.text(text)] }

  init(_ pieces: [Piece]) { self.pieces = pieces }

  /// Items with commas between them.
  init(_ start: String, _ items: [Address], _ end: String) {
    pieces = [.text(start)]
    for (index, item) in items.enumerated() {
      if index > 0 { pieces.append(.text(", ")) }
      pieces.append(.object(item))
    }
    pieces.append(.text(end))
  }

  /// Pairs with commas between them, a mark between a key and its value.
  init(
    _ start: String, _ pairs: [(key: Piece, value: Address)], mark: String, _ end: String
  ) {
    pieces = [.text(start)]
    for (index, pair) in pairs.enumerated() {
      if index > 0 { pieces.append(.text(", ")) }
      pieces += [pair.key, .text(mark), .object(pair.value)]
    }
    pieces.append(.text(end))
  }
}

/// `repr(object)`: `PyObject_Repr`, Objects/object.c
extension Heap {
  /// What an object says of itself.
  ///
  /// What is left to say is kept here and not on the stack, so that objects may be nested to any depth
  /// that CPython takes.
  ///
  /// - Throws: ``PyError`` `RecursionError` where CPython gives up, `NotImplementedError` for objects
  ///   whose text is not known here.
  func repr(of object: Address) throws(PyError) -> String {
    var text = ""
    var open: [(object: Address, pieces: [Repr.Piece], next: Int, inner: Int)] = []
    // Py_ReprEnter
    var entered: Set<Address> = []
    var piece = Repr.Piece.object(object)
    while true {
      switch piece {
      case .text(let part): text += part
      case .object(let object):
        let type = try type(of: object)
        let depth = open.last?.inner ?? 0
        try checkDepth(depth, Repr.getting)
        if type.isHeapType { try refuseOwn("__repr__", of: type) }
        if let again = type.behaviour.Py_ReprEnter(type, self),
          !entered.insert(object).inserted
        {
          text += again
          break
        }
        let repr = try type.behaviour.tp_repr(object, type, self)
        try checkDepth(depth + repr.levels - 1, repr.action)
        open.append((object, repr.pieces, 0, depth + repr.levels))
      }
      while let last = open.last, last.next == last.pieces.count {
        entered.remove(last.object)
        open.removeLast()
      }
      guard let last = open.indices.last else { return text }
      piece = open[last].pieces[open[last].next]
      open[last].next += 1
    }
  }

  /// `Py_EnterRecursiveCall`, so many calls deep.
  private func checkDepth(_ depth: Int, _ action: String) throws(PyError) {
    if depth >= build.reprLimit { throw build.tooDeep(action) }
  }

  /// `object_repr`, Objects/typeobject.c
  func plainRepr(of object: Address, _ type: TypeObject) throws(PyError) -> String {
    "<\(try fullName(of: type)) object at \(object)>"
  }

  /// A type's name after its module's, except for `builtins`: `type_module`, `type_qualname`,
  /// Objects/typeobject.c.
  func fullName(of type: TypeObject) throws(PyError) -> String {
    // One written in C has its module in its name
    guard type.isHeapType, !type.name.contains(".") else { return type.name }
    guard let module = type.attributes["__module__"] else { return "__main__.\(type.name)" }
    let name = try string(of: module)
    let builtins = build.version < .v3_0 ? "__builtin__" : "builtins"
    return name.map { $0 == builtins ? type.name : "\($0).\(type.name)" } ?? type.name
  }

  /// That a dict has no such key, as a traceback ends.
  func missing(key: Address) -> PyError {
    PyError(.keyError, (try? repr(of: key)) ?? "<exception str() failed>")
  }
}

extension Build {
  /// How deep `repr` goes: from 3.7 on the call of `repr` itself counts.
  fileprivate var reprLimit: Int { recursionLimit - (version < .v3_7 ? 0 : 1) }
}

extension TypeObject {
  /// `_PyType_Name`, Objects/typeobject.c: without its module's.
  var lastName: String { name.split(separator: ".").last.map(String.init) ?? name }
}
