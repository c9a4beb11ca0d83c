internal import PyInspector
internal import PyLayout
internal import PyMemory

/// How the instances of one type are followed: asked of the inspector once, then followed by offsets.
struct TypePlan {
  /// What an instance has beside the references at fixed places.
  enum Way: Hashable {
    /// Nothing.
    case plain
    case str, unicode, tuple, list, dict, odict, set, deque, ndarray, code
    case cdata, element, simplequeue, bytesio
    /// Items, of which there are so many at least: a struct sequence has some that `ob_size` does not count.
    case structSequence(UInt64)
    /// A `tzinfo`, where there is room for one: so many bytes from its start.
    case tzinfo(UInt64)
    /// What it has of a call.
    case generator, frame
    /// It is a type: of classes all is in the same places, others are inspected.
    case type
    /// Its blocks are asked of the inspector, instance by instance.
    case inspected
  }

  /// The type; of the instances of an old-style class that class.
  let address: Address
  /// What the type says of its instances.
  let facts: TypeFacts
  let way: Way
  /// How the instances' sizes are found; `nil` where each is asked for its own.
  let sizing: Sizing?
  /// Where references stand.
  let references: [Int]
  /// Where pointers to blocks of its own stand, that refer to nothing.
  let parts: [Int]
  /// Words that may be pointers to anything: fields of C structs that are not described.
  let guesses: [Int]
  /// Where an instance refers to its `__dict__`, and whether that is counted.
  let dict: DictPlace
  let hasDict: Bool
  /// Where it has values: in a block of their own, in front of it (3.11 and 3.12), or inside (3.13 on).
  let valuesOffset: Int?
  /// Whether a class statement gives it a `__sizeof__`: what that answers is not known.
  var overridesSizeof = false
  /// How many instances, the bytes of their blocks, how many of these are in memory, and how many of those a
  /// NumPy array's items take, and what `sys.getsizeof` adds up to.
  var count = 0
  var allocated = 0
  var resident = 0
  var arrayData = 0
  var size = 0
  /// Instances whose size is not known.
  var sizeUnknown = 0
  /// Instances with a dict of their own.
  var dicts = 0
  /// Instances, and blocks of theirs, that are of an allocator that is not known.
  var unknown = 0
}

extension TypePlan {
  /// Where an instance refers to its `__dict__`: `_PyObject_GetDictPtr`, Objects/object.c
  enum DictPlace: Hashable {
    /// It has none.
    case none
    /// So many bytes from its start.
    case fixed(Int)
    /// Behind its items, so many bytes from their end.
    case behindItems(Int)
    /// In the word before the collector's head: `MANAGED_DICT_OFFSET`, Include/internal/pycore_object.h
    case managed
    /// `in_dict` of `PyInstanceObject`, Include/classobject.h of 2.7
    case oldStyle

    init(_ facts: TypeFacts) {
      if facts.flags.contains(.managedDict) {
        self = .managed
      } else {
        let offset = facts.tp_dictoffset
        self = offset > 0 ? .fixed(offset) : offset < 0 ? .behindItems(0 &- offset) : .none
      }
    }
  }

  /// What decides where all stands that an instance has, where a class statement has made its type: the base
  /// whose instances it extends, and what it adds.
  struct Shape: Hashable {
    private let base: Address?
    private let sizes: [Int]
    private let flags: PyType.Flags

    /// `nil` where C has made the type, whose fields nobody can know.
    init?(_ facts: TypeFacts) {
      guard facts.isUsers else { return nil }
      base = facts.tp_base
      sizes = [
        facts.tp_basicsize, facts.tp_itemsize, facts.tp_dictoffset, facts.tp_weaklistoffset,
      ]
      flags = facts.flags
    }
  }

  /// The same for another type of the same shape.
  init(_ facts: TypeFacts, like other: TypePlan, _ inspector: Inspector<StillMemory>) {
    address = facts.address
    self.facts = facts
    way = other.way
    sizing = inspector.sizing(ofInstancesOf: facts.address)
    (references, parts, guesses) = (other.references, other.parts, other.guesses)
    (dict, hasDict) = (other.dict, other.hasDict)
    valuesOffset = inspector.inlineValuesOffset(facts)
  }

  /// What of a struct is followed object by object. Where a set, or a dict of 2.7's, has its first table, the table
  /// that is in use is followed, and of one that is too small the entries stay as they were; where a frame stands,
  /// references may be given up; a `tzinfo` has room in some alone; and a `BytesIO` has its bytes alone, or shares them.
  private static func ownPart(_ kind: Kind, _ inC: String?, _ build: Build) -> Range<Int> {
    func from(_ field: ArrayField<Ref>?) -> Range<Int> {
      (field?.offset.rawValue).map { $0..<Int.max } ?? 0..<0
    }
    switch kind {
    case .generator: return from(PyGenObject.layout(on: build).gi_iframe)
    case .frame: return from(PyFrameObject.layout(on: build)._f_frame_data)
    case .time, .datetime:
      let start = tzinfo(kind, build).offset.rawValue
      return start..<start + build.pointerSize
    case .instance where inC == "_io.BytesIO":
      let start = bytesio.layout(on: build).buf?.offset.rawValue ?? 0
      return start..<start + build.pointerSize
    case .dict where build.version < .v3_0:
      let start = PyDictObject2.layout(on: build).ma_smalltable[0].me_hash.offset.rawValue
      return start..<start + PyDictObject2.minimumSlots * PyDictKeyEntry.layout(on: build).size
    case .set, .frozenset:
      let first = PySetObject.layout(on: build).smalltable[0]
      let start = min(first.key.offset.rawValue, first.hash.offset.rawValue)
      return start..<start + PySetObject.minimumSlots * setentry.layout(on: build).size
    default: return 0..<0
    }
  }

  private static func tzinfo(_ kind: Kind, _ build: Build) -> Field<Ref> {
    kind == .time
      ? PyDateTime_Time.layout(on: build).tzinfo : PyDateTime_DateTime.layout(on: build).tzinfo
  }

  /// Asks of an instance how all of its type are followed.
  ///
  /// - Parameter address: its class, where that is an old-style one.
  init(
    _ facts: TypeFacts, of address: Address, instance: Address,
    _ inspector: Inspector<StillMemory>
  ) {
    self.address = address
    self.facts = facts
    sizing = inspector.sizing(ofInstancesOf: facts.address)
    dict = address == facts.address ? DictPlace(facts) : .oldStyle
    // Of a class it is the namespace
    hasDict = dict != .none && facts.kind != .type
    valuesOffset = inspector.inlineValuesOffset(facts)
    let inspection = try? inspector.inspect(instance)
    let fields = inspection?.blocks.first?.fields ?? []
    let inC = inspector.nearestInC(facts)
    let own = Self.ownPart(facts.kind, inC, inspector.build)
    let fixed = fields.map { ($0, $0.offset.rawValue) }.filter { field, offset in
      offset > 0 && offset < facts.tp_basicsize && !own.contains(offset)
    }.map(\.0)
    func offsets(_ isOne: (Block.Field) -> Bool) -> [Int] {
      fixed.filter(isOne).map(\.offset.rawValue)
    }
    references = offsets {
      [.reference, .unvisited, .foreign].contains($0.role)
    }
    let word = inspector.build.pointerSize
    guesses = fixed.filter { [.opaque, .part, .borrowed].contains($0.role) }.flatMap { field in
      let start = field.offset.rawValue.roundedUp(to: word)
      return Array(stride(from: start, to: field.offset.rawValue + field.size - word + 1, by: word))
    }
    let isCode = facts.tp_name == "code" && !facts.isUsers
    let described = Self.described(facts, inC, inspector.build)?.filter { $0.role == .part }
      .map(\.offset.rawValue)
    parts = described ?? []
    // Another release may have another struct
    let isDescribed = described?.allSatisfy { part in
      fields.contains { $0.offset.rawValue == part && $0.size == word }
    }
    // Where the dict stands behind the items its place differs from instance to instance
    let isFixed = facts.tp_dictoffset >= 0 || facts.flags.contains(.managedDict)
    way =
      switch facts.kind {
      case _ where !isFixed: .inspected
      case _ where isCode: .code
      case .none, .bool, .int, .plainInt, .float, .complex, .bytes, .bytearray, .array: .plain
      case .instance where inC == "_io.BytesIO" && inspector.build.version >= .v3_0: .bytesio
      case .instance where isDescribed == true: .plain
      case .instance where inC == "collections.deque": .deque
      case .instance where inC == "xml.etree.ElementTree.Element": .element
      case .instance where inC == "_queue.SimpleQueue": .simplequeue
      case .cdata: .cdata
      case .time, .datetime: .tzinfo(Self.tzinfo(facts.kind, inspector.build).place)
      case .generator: .generator
      case .frame: .frame
      case .str: inspector.build.version.major < 3 ? .unicode : inC == "str" ? .str : .inspected
      case .tuple where !facts.isUsers && facts.tp_name.contains("."):
        .structSequence(UInt64(inspector.structFields(facts)))
      case .tuple where inC == "tuple" || facts.tp_itemsize == word: .tuple
      case .mutabletuple where facts.tp_itemsize == word: .tuple
      case .list where inC == "list": .list
      case .dict where inC == "dict" || inC == "collections.defaultdict": .dict
      case .dict where inC == "collections.OrderedDict": .odict
      case .set, .frozenset: .set
      case .ndarray: .ndarray
      case .type where facts.tp_basicsize == PyHeapTypeObject.layout(on: inspector.build).size:
        .type
      case .instance, .exception, .weakref, .slice, .range, .namespace, .scalar, .dataobject:
        inspection.map {
          // The values of an instance are followed from its class
          $0.blocks.dropFirst().allSatisfy { $0.part == "values" } && facts.tp_itemsize == 0
            && $0.following != .some
            && !fixed.contains { $0.role == .part || $0.role == .stackReference }
        } == true ? .plain : .inspected
      default: .inspected
      }
  }
}
