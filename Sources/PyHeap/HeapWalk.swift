internal import PyInspector
internal import PyLayout
internal import PyMemory

/// Goes from object to object, and says of each block what it is.
///
/// What CPython itself knows comes first: the collector's lists and what those objects refer to, each naming
/// the blocks it owns. Only what is left is guessed at.
struct HeapWalk {
  let picture: ProcessPicture
  let memory: StillMemory
  let build: Build
  let at: WalkOffsets
  let frames: FrameOffsets
  let chains: ChainOffsets
  let modules: ModuleOffsets
  let inspector: Inspector<StillMemory>
  let malloc: GlibcMalloc
  let pointer: Int
  let typeOfTypes: UInt64
  /// Bytes from a block's start to what CPython asked for: those of the debug hooks.
  let lead: UInt64
  /// Bytes that were copied.
  let copied: Int

  var table: BlockTable
  var plans: [TypePlan] = []
  /// The number of a type's plan.
  var planNumbers: [UInt64: Int] = [:]
  /// The number of the plan of a type of that shape.
  var shapes: [TypePlan.Shape: Int] = [:]
  /// What stands at a type's address is no type.
  var noTypes: Set<UInt64> = []
  /// Whether a class's own `__sizeof__` is a function of Python's; `nil` where it has none of its own.
  var sizeofs: [UInt64: Bool?] = [:]
  var lastType: (address: UInt64, plan: Int) = (0, -1)
  /// Objects that have no block of their own: those of images, of the interpreter's own struct, 2.7's
  /// numbers.
  var outside: Set<UInt64> = []
  /// Some of those that were met last, by the lowest bits of their addresses: small ints and names are met again
  /// and again.
  private var lastOutside = [UInt64](repeating: 0, count: 1 << 12)
  /// Objects, in the order in which they were found.
  private(set) var found: [UInt64] = []
  /// How many of them were followed.
  private var followed = 0
  /// 2.7's type of instances of old-style classes, and that of these classes.
  private let oldStyle: (instance: UInt64, cls: UInt64)?
  /// `PyInt_Type` and `PyFloat_Type` of 2.7, whose objects share blocks.
  private let numberTypes: [UInt64]
  /// Bytes of such objects in each of these blocks.
  private(set) var numbers: [Int: Int] = [:]
  /// Words that may point anywhere, and what a block is that one leads to: to be looked at when all that is known
  /// is followed.
  var guesses: [Guess] = []
  /// Those that lead to what looks like an object that was freed, and that no free list led to so far.
  var doubtful: [Guess] = []
  /// Key tables that classes share, which nobody owned so far.
  var sharedKeys: [UInt64] = []
  /// Objects whose own bytes could not be followed, with the reason of the first of each type.
  var failures: [Int: (count: Int, reason: String)] = [:]
  /// Where programs, libraries and the allocators that are read have their bytes, in order; `nil` where that
  /// is not known.
  private let known: [Range<UInt64>]?
  /// Where objects, and blocks that objects own, of an allocator that is not known are: their bytes are in no
  /// figure.
  var elsewhere: [UInt64] = []
  /// Where references stand in the rows of structured dtypes.
  var rows: [UInt64: (offsets: [Int], size: Int)] = [:]
  /// The struct of a type of NumPy's arrays; `nil` where that is not known.
  var arrayLayouts: [UInt64: StructLayout<PyArrayObject_fields>?] = [:]
  /// The objects that own the most bytes.
  var large = LargestObjects()
  /// The plan that the owned blocks are counted for, and the object.
  var current = 0
  var currentObject: UInt64 = 0
  /// Blocks in which interpreters are, which have objects of their own inside.
  let interpreterBlocks: Set<Int>
  /// Blocks that somebody has asked malloc for to hand them out in parts.
  var parted: Set<Int> = []
  /// Who owns a large chunk.
  var ownersOfLarge: [Int: (plan: Int, object: UInt64)] = [:]
  /// Whether what an object refers to is only told, and no block is labelled any more.
  var isTelling = false
  var told: [UInt64] = []

  init(
    _ picture: ProcessPicture, _ runtime: Runtime, _ table: BlockTable, known: [Range<UInt64>]?
  ) {
    self.picture = picture
    memory = picture.memory
    self.known = known
    build = runtime.build
    typeOfTypes = runtime.typeOfTypes
    numberTypes = runtime.numberTypes
    oldStyle = runtime.oldStyle
    interpreterBlocks = Set(runtime.interpreters.compactMap { table.block(at: $0.rawValue) })
    self.table = table
    // Room that is not needed is never touched
    found.reserveCapacity(table.labels.count)
    at = WalkOffsets(build)
    frames = FrameOffsets(build)
    chains = ChainOffsets(build)
    modules = ModuleOffsets(build)
    copied = picture.memory.ranges.reduce(0) {
      $0 + Int($1.upperBound.rawValue - $1.lowerBound.rawValue)
    }
    malloc = GlibcMalloc(on: build)
    pointer = build.pointerSize
    inspector = Inspector(build, reading: memory)
    lead =
      build.isFreeThreaded
      ? Self.lead(of: table, inspector) : Self.lead(of: runtime, table, inspector)
  }

  /// The same where pages say that their blocks are objects: the first one says where it is.
  private static func lead(of table: BlockTable, _ inspector: Inspector<StillMemory>) -> UInt64 {
    let hooks = UInt64(2 * inspector.build.pointerSize)
    for pool in table.pools where pool.domain == .gcObject {
      for index in 0..<Int(pool.count) where table.labels[pool.number + index] != .free {
        let start = pool.first + UInt64(index) * pool.size
        for lead in [0, hooks] {
          let place = Address(rawValue: start + lead)
          let build = inspector.build
          guard
            let type = try? View(PyObject.self, on: build, at: place, in: inspector.memory)[
              \.ob_type],
            let facts = try? inspector.type(at: type), facts.flags.contains(.haveGC)
          else { continue }
          return lead
        }
      }
    }
    return 0
  }

  /// Bytes that the debug hooks put before what was asked for: a debug build has them, others by
  /// `PYTHONMALLOC`. Most of the collector's first objects say whether they are there.
  private static func lead(
    of runtime: Runtime, _ table: BlockTable, _ inspector: Inspector<StillMemory>
  ) -> UInt64 {
    let memory = inspector.memory
    let pointer = runtime.build.pointerSize
    var (plain, hooked) = (0, 0)
    for head in runtime.generations {
      var link = memory.word(head.rawValue, size: pointer) ?? 0
      for _ in 0..<1000 where link & ~3 != head.rawValue && plain + hooked < 100 {
        let object = link & ~3 &+ UInt64(runtime.build.gcHeadSize)
        let place = Address(rawValue: object)
        if let block = table.block(at: object),
          let type = try? View(PyObject.self, on: runtime.build, at: place, in: memory)[\.ob_type],
          let facts = try? inspector.type(at: type)
        {
          if object &- UInt64(facts.prefixSize) == table.start(of: block) {
            plain += 1
          } else {
            hooked += 1
          }
        }
        link = memory.word(link & ~3, size: pointer) ?? head.rawValue
      }
    }
    return hooked > plain ? UInt64(2 * pointer) : 0
  }

  @inline(__always)
  func word(_ address: UInt64) -> UInt64 { memory.word(address, size: pointer) ?? 0 }

  @inline(__always)
  func byte(_ address: UInt64) -> UInt64 {
    (try? memory.bits(at: Address(rawValue: address), size: 1)) ?? 0
  }

  /// An object's type; of an instance of an old-style class that class: `PyInstance_New`,
  /// Objects/classobject.c of 2.7.
  func kind(of object: UInt64) -> UInt64 {
    let type = word(object &+ at.ob_type)
    guard let oldStyle, type == oldStyle.instance else { return type }
    let cls = word(object &+ at.in_class)
    return word(cls &+ at.ob_type) == oldStyle.cls ? cls : type
  }

  /// Takes up a reference: the object is followed later, if it was not found before.
  @inline(__always)
  mutating func visit(_ object: UInt64) {
    if object == 0 { return }
    if isTelling { return told.append(object) }
    if at.is2, numberTypes.contains(word(object &+ at.ob_type)) {
      visitNumber(object)
    } else if let block = block(ofObject: object) {
      if table.labels[block] != .unexplained { return }
      table.label(block, .object)
      found.append(object)
    } else if object & 3 == 0 {
      let place = Int(truncatingIfNeeded: object >> 4) & (lastOutside.count - 1)
      if lastOutside[place] == object { return }
      lastOutside[place] = object
      guard outside.insert(object).inserted else { return }
      found.append(object)
      noteElsewhere(object)
    }
  }

  /// Counts what stands in no block, in no image, and in no room that an allocator has free. What is not
  /// even mapped was never set: NumPy's ufuncs have an `identity_value` that nobody writes.
  private mutating func noteElsewhere(_ place: UInt64) {
    guard let known, memory.run(of: place) != nil else { return }
    if let block = table.block(at: place) { return notePart(place, of: block) }
    let next = known.partitioningIndex { $0.upperBound > place }
    if next == known.count || known[next].lowerBound > place { elsewhere.append(place) }
  }

  /// In 2.7 many ints, or floats, stand in one block of malloc's: `fill_free_list`, Objects/intobject.c.
  private mutating func visitNumber(_ object: UInt64) {
    guard outside.insert(object).inserted else { return }
    if let block = table.block(at: object) { table.label(block, .object) }
    found.append(object)
  }

  /// Says that a block is its object's own; true where nobody had it.
  @inline(__always) @discardableResult
  mutating func own(_ place: UInt64, as label: BlockLabel = .owned) -> Bool {
    if place == 0 || isTelling { return false }
    guard let block = block(ofObject: place) else {
      let count = elsewhere.count
      noteElsewhere(place)
      plans[current].unknown += elsewhere.count - count
      return false
    }
    guard table.labels[block] == .unexplained else { return false }
    table.label(block, label)
    let (size, resident) = table.bytes(of: block)
    if size >= Self.largeChunk { noteLarge(block) }
    plans[current].allocated += size
    plans[current].resident += resident
    if label == .arrayData { plans[current].arrayData += resident }
    return true
  }

  /// Follows all objects that were found, and those that they lead to.
  mutating func follow() {
    while followed < found.count {
      followed += 1
      follow(found[followed - 1])
    }
  }

  private mutating func follow(_ object: UInt64) {
    let type = word(object &+ at.ob_type)
    // From 3.0 on each kind has a type of its own
    let kind = at.is2 ? kind(of: object) : type
    guard let number = plan(of: kind, instance: object) else { return }
    current = number
    currentObject = object
    let before = plans[number].allocated
    count(object, number, type)
    visit(type)
    followReferences(of: object, number)
    large.offer(object, plans[number].allocated - before)
  }

  /// Counts an object and its own block.
  @inline(__always)
  private mutating func count(_ object: UInt64, _ number: Int, _ type: UInt64) {
    plans[number].count += 1
    if at.is2, numberTypes.contains(type) {
      let size = plans[number].facts.tp_basicsize
      plans[number].allocated += size
      plans[number].resident += size
      if let block = table.block(at: object) { numbers[block, default: 0] += size }
    } else if parted.isEmpty || block(ofObject: object) != nil,
      let (size, resident) = table.bytes(at: object)
    {
      plans[number].allocated += size
      plans[number].resident += resident
      if size >= Self.largeChunk, let block = table.block(at: object) { noteLarge(block) }
    }
    if let size = getsizeof(of: object, number) {
      plans[number].size += size
    } else {
      plans[number].sizeUnknown += 1
    }
    if plans[number].hasDict { countDict(of: object, number) }
  }

  /// What `sys.getsizeof` would answer; `nil` where that is not known.
  @inline(__always)
  func getsizeof(of object: UInt64, _ number: Int) -> Int? {
    if plans[number].overridesSizeof { return nil }
    let place = Address(rawValue: object)
    let size =
      if let sizing = plans[number].sizing { inspector.size(of: place, sizing) } else {
        try? inspector.size(of: place)
      }
    // No object is larger than all there is: a number that it counts by is damaged
    return size ?? 0 <= copied ? size : nil
  }

  /// Visits what an object refers to beside its type, and takes up the blocks that it owns.
  @inline(__always)
  mutating func followReferences(of object: UInt64, _ number: Int) {
    switch plans[number].way {
    case .type where word(object &+ at.tp_flags) & UInt64(PyType.Flags.heapType.rawValue) != 0:
      return followClass(object)
    case .type, .inspected: return inspect(object, number)
    default: break
    }
    for offset in plans[number].references {
      visit(word(object &+ UInt64(truncatingIfNeeded: offset)))
    }
    for offset in plans[number].parts {
      own(word(object &+ UInt64(truncatingIfNeeded: offset)))
    }
    for offset in plans[number].guesses {
      guess(word(object &+ UInt64(truncatingIfNeeded: offset)))
    }
    switch plans[number].way {
    case .plain, .type, .inspected: break
    case .code:
      for offset in plans[number].parts {
        guessCached(word(object &+ UInt64(truncatingIfNeeded: offset)))
      }
    case .tzinfo(let place):
      if byte(object &+ at.hastzinfo) != 0 { visit(word(object &+ place)) }
    case .generator: followGenerator(object)
    case .frame: followFrameObject(object)
    case .structSequence(let fields):
      followItems(object &+ at.tuple, max(fields, word(object &+ at.ob_size)))
    case .deque: followDeque(object)
    case .cdata: followCData(object)
    case .element: followElement(object)
    case .simplequeue: followSimpleQueue(object)
    case .bytesio: followBytesIO(object)
    case .odict: followOrderedDict(object)
    case .str: followStr(object)
    case .unicode: own(word(object &+ at.unicodeStr))
    case .tuple:
      followItems(object &+ at.tuple, word(object &+ at.ob_size))
    case .list:
      let items = word(object &+ at.list)
      own(items)
      followItems(items, word(object &+ at.ob_size))
    case .dict: followDict(object)
    case .set: followSet(object)
    case .ndarray: followArray(object, number)
    }
    if plans[number].facts.flags.hasPreHeader { followPreHeader(object, number) }
  }
}
