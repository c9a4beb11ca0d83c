/// An object of a type whose `__sizeof__` counts more than the struct, described by what decides how
/// much.
public enum StandardObject: Hashable, Sendable {
  /// `collections.deque`, to which a number of items were appended one after the other.
  case deque(Int)
  /// `array.array(typecode, items)` of a number of items, made at once.
  case array(typecode: Character, Int)
  /// `collections.OrderedDict`, `defaultdict` and `Counter` of a number of texts, inserted one by one.
  case orderedDict(Int)
  case defaultdict(Int)
  case counter(Int)
  /// `decimal.Decimal` of a number of digits.
  case decimal(digits: Int)
  /// `struct.Struct` of a number of codes, each its own: `'bhi'`.
  case structure(codes: Int)
  /// `io.BytesIO(b)` of a number of bytes, which nobody else holds.
  case bytesIO(Int)
  /// `io.BufferedReader(raw, size)` and its kin, with a buffer of a number of bytes.
  case buffered(Int)
  /// `itertools.product` of a number of iterables.
  case product(Int)
  /// `itertools.combinations(items, r)`, also with replacement.
  case combinations(Int)
  /// `itertools.permutations(items, r)`.
  case permutations(items: Int, Int)
  /// Code that has not run.
  case code(CodeShape)
  /// A frame that runs the code.
  case frame(CodeShape)
  /// A generator of the code.
  case generator(CodeShape)
}

/// What a code object says of its size, and of the size of what runs it.
public struct CodeShape: Hashable, Sendable {
  /// `len(co_code)`, in bytes.
  public var codeSize: Int
  /// `co_nlocals`
  public var nlocals: Int
  /// `len(co_cellvars)`
  public var cellvars: Int
  /// How many of `co_cellvars` are arguments.
  public var argumentCells: Int
  /// `len(co_freevars)`
  public var freevars: Int
  /// `co_stacksize`
  public var stacksize: Int

  /// A shape from its numbers.
  public init(
    codeSize: Int, nlocals: Int, cellvars: Int, argumentCells: Int, freevars: Int, stacksize: Int
  ) {
    self.codeSize = codeSize
    self.nlocals = nlocals
    self.cellvars = cellvars
    self.argumentCells = argumentCells
    self.freevars = freevars
    self.stacksize = stacksize
  }

  /// The items of a frame: its variables and its stack.
  fileprivate func frameSlots(on build: Build) -> Int {
    // 3.11: an argument that is a cell takes one place
    let shared = build.version < .v3_11 ? 0 : argumentCells.inMemory
    return stacksize.inMemory + nlocals.inMemory + cellvars.inMemory + freevars.inMemory - shared
  }
}

extension StandardObject {
  /// What `sys.getsizeof` answers, in bytes; `nil` where the build has no such type, or one written
  /// in Python. Numbers below 0 count as 0, those above 2**47 as 2**47.
  ///
  /// - Parameters:
  ///   - build: the build.
  ///   - type: the object's own type where that is a subclass of the standard one.
  public func shallowSize(on build: Build, as type: PyType? = nil) -> Int? {
    guard let own = self.type(on: build) else { return nil }
    return (type ?? own).shallowSize() + bounded.content(on: build)
  }

  /// The object's type; `nil` where the build has none that is written in C.
  public func type(on build: Build) -> PyType? {
    // A class over dict, whose own part is written in Python
    if case .counter = self { return try? PyType(class: "Counter", bases: [.dict(on: build)]) }
    return StandardType.named(typeName)?.known.type(on: build)
  }

  /// What its type is called in the table of types.
  private var typeName: String {
    switch self {
    case .deque: "deque"
    case .array: "array"
    case .orderedDict: "OrderedDict"
    case .defaultdict: "defaultdict"
    case .counter: "Counter"
    case .decimal: "Decimal"
    case .structure: "Struct"
    case .bytesIO: "BytesIO"
    case .buffered: "BufferedReader"
    case .product: "product"
    case .combinations: "combinations"
    case .permutations: "permutations"
    case .code: "code"
    case .frame: "frame"
    case .generator: "generator"
    }
  }

  /// The same, with numbers that there can be.
  private var bounded: StandardObject {
    switch self {
    case .deque(let count): .deque(count.inMemory)
    case .array(let typecode, let count): .array(typecode: typecode, count.inMemory)
    case .orderedDict(let count): .orderedDict(count.inMemory)
    case .defaultdict(let count): .defaultdict(count.inMemory)
    case .counter(let count): .counter(count.inMemory)
    case .decimal(let digits): .decimal(digits: digits.inMemory)
    case .structure(let codes): .structure(codes: codes.inMemory)
    case .bytesIO(let count): .bytesIO(count.inMemory)
    case .buffered(let size): .buffered(size.inMemory)
    case .product(let count): .product(count.inMemory)
    case .combinations(let count): .combinations(count.inMemory)
    case .permutations(let items, let count):
      .permutations(items: items.inMemory, count.inMemory)
    case .code, .frame, .generator: self
    }
  }

  /// Bytes that `__sizeof__` adds to the struct's.
  private func content(on build: Build) -> Int {
    let pointer = build.pointerSize
    let is2 = build.version < .v3_0
    switch self {
    case .deque(let count):
      // deque_sizeof, Modules/_collectionsmodule.c: the first item stands in the middle of a block
      let length = dequeobject.blockLength(on: build)
      let first = dequeobject.center(on: build) + 1
      return (first + count + length - 1) / length * dequeobject.blockSize(on: build)
    case .array(let typecode, let count):
      return count * (arrayobject.itemSize(typecode, on: build) ?? 0)
    case .orderedDict(let count):
      // odict_sizeof, Objects/odictobject.c: the dict, its mirror, and a node for each key
      let dict = Self.dict(of: count, on: build)
      let mirror = count == 0 ? 0 : dict.keys?.slots ?? 0
      return dict.tableSize + (mirror + 4 * count) * pointer
    case .defaultdict(let count), .counter(let count):
      return Self.dict(of: count, on: build).tableSize
    case .decimal(let digits):
      // MPD_RDIGITS, and words inside the struct: Modules/_decimal/libmpdec/mpdecimal.h
      let digitsOfWord = pointer == 8 ? 19 : 9
      let words = (digits + digitsOfWord - 1) / digitsOfWord
      return words > PyDecObject.wordsInside ? words * pointer : 0
    case .structure(let codes):
      // s_sizeof, Modules/_struct.c: one more that ends them
      return (codes + 1) * formatcode.layout(on: build).size
    case .bytesIO(let count):
      // bytesio_sizeof, Modules/_io/bytesio.c: the empty bytes are shared
      if count == 0 { return 0 }
      // 2.7 has a buffer of its own: resize_buffer takes one more
      return is2 ? count + 1 : PyType.bytes(on: build).shallowSize(items: count)
    case .buffered(let size): return size
    // product_sizeof and its kin, Modules/itertoolsmodule.c, 3.x
    case .product(let count), .combinations(let count): return is2 ? 0 : count * pointer
    case .permutations(let items, let count): return is2 ? 0 : (items + count) * pointer
    case .code(let shape):
      guard build.version < .v3_11 else {
        return PyType.code(on: build).roomBehind(shape.codeSize)
      }
      // code_sizeof, Objects/codeobject.c: where an argument is a cell, a number for each cell
      return is2 || shape.argumentCells == 0 ? 0 : shape.cellvars.inMemory * pointer
    case .frame(let shape):
      // One item is in the struct up to 3.10
      return (shape.frameSlots(on: build) - (build.version < .v3_11 ? 1 : 0)) * pointer
    case .generator(let shape):
      return build.version < .v3_11 ? 0 : shape.frameSlots(on: build) * pointer
    }
  }

  /// What an object without content asks for beside its struct.
  package func requestsBesideStruct(on build: Build) -> [Request] {
    let is2 = build.version < .v3_0
    switch self {
    // deque_new, Modules/_collectionsmodule.c
    case .deque: return [Request(dequeobject.blockSize(on: build), .mem)]
    case .orderedDict, .defaultdict, .counter:
      let table = Self.dict(of: 0, on: build).tableSize
      return table > 0 ? [Request(table, .keyTable(on: build))] : []
    // prepare_s, Modules/_struct.c
    case .structure(let codes):
      return [Request((codes + 1) * formatcode.layout(on: build).size, .mem)]
    // bytesio_new, Modules/_io/bytesio.c: 2.7 asks for a buffer of no bytes
    case .bytesIO: return is2 ? [Request(1, .mem)] : []
    default: return []
    }
  }

  private static func dict(of count: Int, on build: Build) -> DictState {
    var dict = DictState(called: build)
    dict.insert(upTo: count)
    return dict
  }
}

extension PyType {
  /// `_PyObject_VAR_SIZE`, Include/cpython/objimpl.h: bytes of items, up to a whole word.
  fileprivate func roomBehind(_ bytes: Int) -> Int {
    (tp_basicsize + bytes.inMemory).roundedUp(to: build.pointerSize) - tp_basicsize
  }
}
