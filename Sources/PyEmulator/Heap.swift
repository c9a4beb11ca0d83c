public import PyLayout
public import PyMemory

/// One CPython's objects, in raw memory: what is made here has the bytes that a CPython of the build
/// would have written.
///
/// It is one thread's, as a Python is that holds the GIL.
///
///     let heap = try Heap(Build(parsing: "3.13.0"))
///     let Point = try heap.makeClass("Point", slots: ["x", "y", "z"])
///     let point = try Point()
///     try point.set("x", to: 1)
public final class Heap {
  /// The CPython whose objects these are.
  public let build: Build
  /// Their bytes.
  public let memory: EmulatedMemory
  /// What hands the blocks out.
  public let allocator: Allocator
  let c: Layouts
  let counts: CountRule
  let gc: GCWords
  let pointerSize: Int
  /// Bytes of inline values, by their number.
  let inlineValuesSizes: [Int]
  let statics: Statics
  /// Where its objects start.
  let marks: ObjectMarks
  /// Every type; a type object's `tp_dealloc`, a function's address in CPython, is its number here.
  var types: [TypeObject] = []
  /// How instances of each of them end, by its number.
  var endings: [Ending?] = []
  /// The strings that are shared: `interned`, Objects/unicodeobject.c
  var interned: [[UInt32]: Address] = [:]
  /// What the names of attributes stood for.
  let attributeCache = AttributeCache()
  /// The small ints, from the least on: `_PyLong_SMALL_INTS`.
  var smallInts: (least: Int, objects: [Address]) = (0, [])
  /// What exists once: `None`, small ints, one-character strings.
  var singletons = Singletons()
  /// The heads of the collector's lists; empty where the build has none.
  var generations: [Address] = []
  /// The head of the list of what a collection ends.
  var condemned = Address.null
  /// The head of the list of all objects, where the build keeps one.
  var refchain = Address.null
  /// The first error that could not be thrown to anybody; `nil` as long as all is well.
  ///
  /// It comes from the end of an object whose last reference was a Swift one that ended, in whose place
  /// ``Object/release()`` throws; from setting `object.name` or `object[key]`, in whose place
  /// `Object.set(_:to:)` and ``Object/setItem(_:to:)`` throw; from `==` and `hash(into:)`, in whose
  /// place ``Object/isEqual(to:)`` and ``Object/hash`` throw; from a collection at its thresholds; from a `for` loop, in whose place
  /// ``Object/items`` throws; and from the callback of a weak reference, which CPython reports as well
  /// and goes on: `PyErr_WriteUnraisable`.
  public internal(set) var failure: PyError?
  /// What is kept while somebody watches.
  var watcher: Watcher?
  /// What the modules above read the heap's objects with, made once.
  package var reader: AnyObject?
  /// Types of other people's, by where they stand, as they were laid out.
  package internal(set) var described: [Address: PyType] = [:]
  /// What its snapshots know it by.
  let identity = HeapIdentity()
  let builtin: BuiltinTypes
  /// The types that are made when they are asked for, as far as they were.
  var lateTypes: [LateType: TypeObject] = [:]
  /// The versions of NumPy whose types there are, and the fields' names of each dtype.
  var numPys: [NumPy] = []
  var structures: [Address: [String]] = [:]
  /// 2.7: the ints and floats that were freed, or never used, linked through `ob_type`.
  var freePlainInts = Address.null
  var freeFloats = Address.null
  /// Up to 3.10: the blocks of deques that are kept for reuse: `freeblocks`, Modules/_collectionsmodule.c
  var freeDequeBlocks: [Pointer<dequeblock>] = []
  /// Free-threaded builds: the objects that the collector may find in its heaps.
  var collectable: Set<Address> = []
  /// When the collector runs by itself.
  let thresholdState: Thresholds
  /// Whether the collector is at work: `gcstate->collecting`.
  var isCollecting = false
  /// What functions do, by their code or their `PyMethodDef`, and how many of the latter there were.
  var bodies: [Address: Body] = [:]
  var bodyCount = 0
  /// `func_state.next_version`: how many codes there were.
  var codeVersion = 0
  /// How many objects are being ended, each by the one before.
  var endingDepth = 0
  /// Objects whose last reference is gone and that wait for their end: the trashcan.
  var trash: [Address] = []

  /// The heap of a CPython that has just started: its types and singletons are there.
  ///
  /// - Parameter debugHooks: whether blocks have the bytes around them that `PYTHONMALLOC=debug` asks for;
  ///   `nil` for what the build does by itself.
  /// - Throws: ``PyError`` when there is no memory for them.
  public convenience init(_ build: Build, debugHooks: Bool? = nil) throws(PyError) {
    let memory: EmulatedMemory
    do throws(MemoryError) {
      memory = try EmulatedMemory(pointerSize: build.pointerSize)
    } catch {
      throw PyError(error)
    }
    try self.init(build, in: memory, debugHooks: debugHooks)
  }

  /// The heap of a CPython that has just started, in a memory of one's own.
  ///
  /// - Throws: ``PyError`` when there is no memory for it, `SystemError` where the memory's pointers
  ///   are not as large as the build's.
  public init(
    _ build: Build, in memory: EmulatedMemory, debugHooks: Bool? = nil
  ) throws(PyError) {
    guard memory.pointerSize == build.pointerSize else {
      throw PyError(
        .systemError,
        "\(build) has pointers of \(build.pointerSize) bytes, its memory of "
          + "\(memory.pointerSize)")
    }
    self.build = build
    self.memory = memory
    let layouts = Layouts.made[build]
    c = layouts
    inlineValuesSizes = (0...CachedKeys.maximumNames).map { layouts.values.blockSize(capacity: $0) }
    counts = CountRule(build)
    gc = GCWords(build)
    thresholdState = Thresholds(build)
    pointerSize = build.pointerSize
    do throws(MemoryError) {
      allocator = try Allocator(build, in: memory, debugHooks: debugHooks)
      marks = try ObjectMarks(of: memory)
    } catch {
      throw PyError(error)
    }
    statics = Statics(memory)
    builtin = try BuiltinTypes(build, in: statics)
    try makeLists()
    try makeBuiltinTypes()
    try makeSingletons()
  }

  /// ``failure``, which is forgotten.
  public func takeFailure() -> PyError? {
    defer { failure = nil }
    return failure
  }

  /// What is done where nothing can be thrown: its error is kept as the heap's ``failure``.
  @discardableResult
  func keepingFailure<Result>(_ body: () throws(PyError) -> Result) -> Result? {
    do throws(PyError) {
      return try body()
    } catch {
      keep(error)
      return nil
    }
  }

  /// The error is the heap's ``failure``, unless there was one before.
  @inline(never) func keep(_ error: PyError) { failure = failure ?? error }
}
