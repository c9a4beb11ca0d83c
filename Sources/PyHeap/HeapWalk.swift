internal import PyInspector
internal import PyLayout
internal import PyMemory

/// Goes from object to object, and says of each block what it is.
///
/// What CPython itself knows comes first: the collector's lists and what those objects refer to, each naming
/// the blocks it owns. Only what is left is guessed at.
struct HeapWalk {
  let memory: StillMemory
  let build: Build
  let at: WalkOffsets
  let inspector: Inspector<StillMemory>
  let pointer: Int
  private let typeOfTypes: UInt64
  /// Bytes from a block's start to what CPython asked for: those of the debug hooks.
  let lead: UInt64

  var table: BlockTable
  var plans: [TypePlan] = []
  /// The number of a type's plan.
  var planNumbers: [UInt64: Int] = [:]
  /// What stands at a type's address is no type.
  var noTypes: Set<UInt64> = []
  private var lastType: (address: UInt64, plan: Int) = (0, -1)
  /// Objects that have no block of their own: those of images, of the interpreter's own struct, 2.7's
  /// numbers.
  var outside: Set<UInt64> = []
  /// Objects, in the order in which they were found.
  private(set) var found: [UInt64] = []
  /// How many of them were followed.
  private var followed = 0
  /// `PyInt_Type` and `PyFloat_Type` of 2.7, whose objects share blocks.
  private let numberTypes: [UInt64]
  /// Words that may point anywhere, to be looked at when all that is known is followed.
  var guesses: [UInt64] = []
  /// Key tables that classes share, which nobody owned so far.
  var sharedKeys: [UInt64] = []
  /// Objects whose own bytes could not be followed, with the reason of the first of each type.
  var failures: [Int: (count: Int, reason: String)] = [:]
  /// Where programs and libraries are; `nil` where that is not known.
  private let images: [Range<UInt64>]?
  /// Objects, and blocks that objects own, of an allocator that is not known: their bytes are in no figure.
  private(set) var elsewhere = 0
  /// The objects that own the most bytes.
  var large = LargestObjects()
  /// The plan that the owned blocks are counted for.
  private var current = 0

  init(
    _ memory: StillMemory, _ runtime: Runtime, _ table: BlockTable, images: [Range<UInt64>]?
  ) {
    self.memory = memory
    self.images = images
    build = runtime.build
    typeOfTypes = runtime.typeOfTypes
    numberTypes = runtime.numberTypes
    self.table = table
    at = WalkOffsets(build)
    pointer = build.pointerSize
    inspector = Inspector(build, reading: memory)
    lead = Self.lead(of: runtime, table, inspector)
  }

  /// Bytes that the debug hooks put before what was asked for: a debug build has them, others by
  /// `PYTHONMALLOC`. The first object of the collector's says whether they are there.
  private static func lead(
    of runtime: Runtime, _ table: BlockTable, _ inspector: Inspector<StillMemory>
  ) -> UInt64 {
    let memory = inspector.memory
    let pointer = runtime.build.pointerSize
    for head in runtime.generations {
      var link = memory.word(head.rawValue, size: pointer) ?? 0
      for _ in 0..<1000 where link & ~3 != head.rawValue {
        let object = link & ~3 &+ UInt64(runtime.build.gcHeadSize)
        let place = Address(rawValue: object)
        if let block = table.block(at: object),
          let type = try? View(PyObject.self, on: runtime.build, at: place, in: memory)[\.ob_type],
          let facts = try? inspector.type(at: type)
        {
          return object &- UInt64(facts.prefixSize) == table.start(of: block)
            ? 0 : UInt64(2 * pointer)
        }
        link = memory.word(link & ~3, size: pointer) ?? head.rawValue
      }
    }
    return 0
  }

  @inline(__always)
  func word(_ address: UInt64) -> UInt64 { memory.word(address, size: pointer) ?? 0 }

  @inline(__always)
  func byte(_ address: UInt64) -> UInt64 {
    (try? memory.bits(at: Address(rawValue: address), size: 1)) ?? 0
  }

  /// Takes up a reference: the object is followed later, if it was not found before.
  @inline(__always)
  mutating func visit(_ object: UInt64) {
    if object == 0 { return }
    if at.is2, numberTypes.contains(word(object &+ at.ob_type)) {
      visitNumber(object)
    } else if let block = table.block(at: object) {
      if table.labels[block] != .unexplained { return }
      table.label(block, .object)
      found.append(object)
    } else if object & 3 == 0, outside.insert(object).inserted {
      found.append(object)
      noteElsewhere(object)
    }
  }

  /// Counts what stands in no block, and in no image either.
  private mutating func noteElsewhere(_ place: UInt64) {
    guard let images else { return }
    let next = images.partitioningIndex { $0.upperBound > place }
    if next == images.count || images[next].lowerBound > place { elsewhere += 1 }
  }

  /// In 2.7 many ints, or floats, stand in one block of malloc's: `fill_free_list`, Objects/intobject.c.
  private mutating func visitNumber(_ object: UInt64) {
    guard outside.insert(object).inserted else { return }
    if let block = table.block(at: object) { table.label(block, .object) }
    found.append(object)
  }

  /// Says that a block is its object's own; true where nobody had it.
  @inline(__always) @discardableResult
  mutating func own(_ place: UInt64) -> Bool {
    if place == 0 { return false }
    guard let block = table.block(at: place) else {
      noteElsewhere(place)
      return false
    }
    guard table.labels[block] == .unexplained else { return false }
    table.label(block, .owned)
    plans[current].allocated += table.size(of: block)
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
    guard let number = plan(of: type, instance: object) else { return }
    current = number
    let before = plans[number].allocated
    defer { large.offer(object, plans[number].allocated - before) }
    visit(type)
    plans[number].count += 1
    if at.is2, numberTypes.contains(type) {
      plans[number].allocated += plans[number].facts.tp_basicsize
    } else if let block = table.block(at: object) {
      plans[number].allocated += table.size(of: block)
    }
    if let size = try? inspector.size(of: Address(rawValue: object)) {
      plans[number].size += size
    } else {
      plans[number].sizeUnknown += 1
    }
    if plans[number].way == .inspected {
      inspect(object, number)
      return
    }
    for offset in plans[number].references {
      visit(word(object &+ UInt64(truncatingIfNeeded: offset)))
    }
    for offset in plans[number].parts {
      ownCached(word(object &+ UInt64(truncatingIfNeeded: offset)))
    }
    for offset in plans[number].guesses {
      guesses.append(word(object &+ UInt64(truncatingIfNeeded: offset)))
    }
    switch plans[number].way {
    case .plain, .inspected: break
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
    }
    if plans[number].facts.flags.hasPreHeader { followPreHeader(object, number) }
  }

  /// A block that what is made of an object later may be kept in: `_co_cached`, Objects/codeobject.c.
  private mutating func ownCached(_ place: UInt64) {
    guard own(place), let block = table.block(at: place) else { return }
    guessWords(of: table.start(of: block), min(table.size(of: block), 64))
  }

  /// Items side by side, as many as can be there.
  private mutating func followItems(_ start: UInt64, _ count: UInt64) {
    if count == 0 || start == 0 || count > 1 << 40 { return }
    for index in 0..<count {
      guard let item = memory.word(start &+ index &* at.pointer, size: pointer) else { return }
      visit(item)
    }
  }

  private mutating func followStr(_ object: UInt64) {
    let bits = memory.word(object &+ at.strState, size: 4) ?? 0
    let state = PyASCIIObject.State(bits, kindShift: at.strKindShift)
    let data = state.isCompact ? 0 : word(object &+ at.strData)
    own(data)
    if !(state.isCompact && state.isASCII) {
      let utf8 = word(object &+ at.strUTF8)
      if utf8 != data { own(utf8) }
    }
    if let field = at.strWide {
      let wide = word(object &+ field)
      if wide != data { own(wide) }
    }
  }

  private mutating func followSet(_ object: UInt64) {
    let table = word(object &+ at.set_table)
    if table != object &+ at.smalltable { own(table) }
    let mask = word(object &+ at.set_mask)
    guard mask < 1 << 40, table != 0 else { return }
    for slot in 0...mask {
      guard let key = memory.word(table &+ slot &* at.setEntry &+ at.setKey, size: pointer) else {
        return
      }
      visit(key)
    }
  }

  private mutating func followDict(_ object: UInt64) {
    if at.is2 {
      let table = word(object &+ at.ma_table)
      if table != object &+ at.ma_smalltable { own(table) }
      let mask = word(object &+ at.ma_mask)
      guard mask < 1 << 40, table != 0 else { return }
      for slot in 0...mask {
        let entry = table &+ slot &* at.entry &+ at.key
        guard let key = memory.word(entry, size: pointer) else { return }
        visit(key)
        visit(word(entry &+ at.pointer))
      }
      return
    }
    let keys = word(object &+ at.ma_keys)
    let values = word(object &+ at.ma_values)
    if values == 0 {
      own(keys)
    } else {
      sharedKeys.append(keys)
    }
    let used = followKeys(keys)
    if values != 0 { followValues(values, used) }
  }

  /// The entries of a key table: where the first one's key stands, how many were used.
  func entries(
    of keys: UInt64
  ) -> (first: UInt64, stride: UInt64, count: UInt64, hasValues: Bool)? {
    guard keys != 0 else { return nil }
    let used = word(keys &+ at.dk_nentries)
    let indices: UInt64
    var (size, key) = (at.entry, at.key)
    var hasValues = true
    if let dk_size = at.dk_size {
      let slots = word(keys &+ dk_size)
      guard slots < 1 << 40 else { return nil }
      indices = slots * UInt64(KeyTable.indexSize(Int(slots)))
    } else {
      let log2 = byte(keys &+ at.dk_log2_index_bytes)
      guard log2 < 44 else { return nil }
      indices = 1 << log2
      let kind = byte(keys &+ at.dk_kind)
      if kind != 0 { (size, key) = (at.unicodeEntry, at.unicodeKey) }
      hasValues = kind != 2
    }
    guard used < 1 << 40 else { return nil }
    return (keys &+ at.keysHead &+ indices &+ key, size, used, hasValues)
  }

  /// Visits what a key table refers to, and says how many entries were used.
  @discardableResult
  mutating func followKeys(_ keys: UInt64) -> UInt64 {
    guard let entries = entries(of: keys) else { return 0 }
    var entry = entries.first
    for _ in 0..<entries.count {
      guard let object = memory.word(entry, size: pointer) else { break }
      visit(object)
      if entries.hasValues { visit(word(entry &+ at.pointer)) }
      entry &+= entries.stride
    }
    return entries.count
  }

  /// Values of a split dict, or of an instance, in a block of their own.
  private mutating func followValues(_ values: UInt64, _ used: UInt64) {
    if build.version < .v3_13 {
      own(values)
      followItems(values, min(used, 1 << 16))
    } else {
      if byte(values &+ at.valuesEmbedded) != 0 { return }
      own(values)
      followItems(values &+ at.valuesArray, byte(values))
    }
  }

  /// The dict and the values of an instance: Include/internal/pycore_object.h
  private mutating func followPreHeader(_ object: UInt64, _ number: Int) {
    let facts = plans[number].facts
    guard facts.flags.contains(.managedDict) else { return }
    let before = object &- (facts.flags.contains(.haveGC) ? at.gcHead : 0)
    var dict = word(before &- at.pointer)
    var values: UInt64 = 0
    if build.version < .v3_12 {
      values = word(before &- 2 &* at.pointer)
    } else if build.version < .v3_13, dict & 1 != 0 {
      // _PyDictOrValues_GetValues: the lowest bit is a tag, one below the address
      values = dict &+ 1
      dict = 0
    }
    visit(dict)
    if dict != 0 { plans[number].dicts += 1 }
    if values != 0, let field = at.ht_cached_keys {
      let keys = word(facts.address.rawValue &+ field)
      followValues(values, keys == 0 ? 0 : min(word(keys &+ at.dk_nentries), 1 << 16))
    }
    if let offset = plans[number].valuesOffset {
      let values = object &+ UInt64(offset)
      if byte(values &+ at.valuesValid) != 0 {
        followItems(values &+ at.valuesArray, byte(values))
      }
    }
  }

  /// The plan of a type, made with the first instance that is met; `nil` where no type is at the address.
  @inline(__always)
  mutating func plan(of type: UInt64, instance: UInt64) -> Int? {
    if type == lastType.address { return lastType.plan }
    guard let number = planNumbers[type] ?? makePlan(type, instance) else { return nil }
    lastType = (type, number)
    return number
  }

  /// Whether a type stands at an address: its type's type, or that one's, is `type`.
  private func isType(_ address: UInt64) -> Bool {
    var type = address
    for _ in 0..<8 {
      guard type & (at.pointer - 1) == 0, let next = memory.word(type &+ at.ob_type, size: pointer)
      else {
        return false
      }
      if next == typeOfTypes { return true }
      type = next
    }
    return false
  }

  private mutating func makePlan(_ type: UInt64, _ instance: UInt64) -> Int? {
    if noTypes.contains(type) { return nil }
    guard isType(type), let facts = try? inspector.type(at: Address(rawValue: type)),
      facts.tp_basicsize > 0
    else {
      noTypes.insert(type)
      return nil
    }
    planNumbers[type] = plans.count
    plans.append(TypePlan(facts, instance: Address(rawValue: instance), inspector))
    return plans.count - 1
  }

  /// Takes up the words of bytes of which nobody knows what they are.
  private mutating func guessWords(of start: UInt64, _ size: Int) {
    let first = start.roundedUp(to: at.pointer)
    for place in stride(from: first, to: start &+ UInt64(size), by: pointer) {
      guesses.append(word(place))
    }
  }

  /// Follows an object by what the inspector says of it.
  private mutating func inspect(_ object: UInt64, _ number: Int) {
    let address = Address(rawValue: object)
    let inspection: Inspection
    do throws(InspectionError) {
      do throws(InspectionError) {
        inspection = try inspector.whole.inspect(address)
      } catch {
        inspection = try inspector.inspect(address)
      }
    } catch {
      failures[number, default: (0, "\(error)")].count += 1
      return
    }
    for block in inspection.blocks.dropFirst() { own(block.address.rawValue) }
    for block in inspection.blocks {
      for field in block.fields where field.role == .opaque {
        guessWords(
          of: block.origin.rawValue &+ UInt64(bitPattern: Int64(field.offset.rawValue)), field.size)
      }
    }
    for field in inspection.blocks.flatMap(\.fields) {
      guard let target = field.target, target != .null else { continue }
      switch field.role {
      case .reference, .unvisited, .stackReference, .foreign, .type: visit(target.rawValue)
      case .part: own(target.rawValue)
      case .borrowed: guesses.append(target.rawValue)
      default: break
      }
    }
    if inspection.kind == .type, let field = at.ht_cached_keys,
      word(object &+ at.tp_flags) & UInt64(PyType.Flags.heapType.rawValue) != 0
    {
      let keys = word(object &+ field)
      if keys != 0 {
        own(keys)
        followKeys(keys)
      }
    }
  }
}
