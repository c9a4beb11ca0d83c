internal import PyInspector
public import PyLayout
internal import PyMemory

/// The objects of one type, closer.
public struct TypeDetail: Hashable, Sendable {
  /// Objects of one size.
  public struct Size: Hashable, Sendable {
    /// What `sys.getsizeof` would answer, in bytes; `nil` where that is not known.
    public let getsizeof: Int?
    /// How many have it.
    public let count: Int
  }

  /// An attribute, by the types of what it refers to.
  public struct Attribute: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it refers to, by type, the most frequent first.
    public let types: [Target]
  }

  /// What attributes of a name refer to: objects of one type.
  public struct Target: Hashable, Sendable {
    /// The type's name, with its module.
    public let name: String
    /// In how many objects; of those that refer, how many references.
    public let count: Int
  }

  /// How full the containers of a type are.
  public struct Filling: Hashable, Sendable {
    /// Items that they have.
    public let used: Int
    /// Items that they have room for.
    public let room: Int
    /// Containers without any item.
    public let empty: Int
  }

  /// The type.
  public let type: ProcessHeap.TypeShare
  /// Sizes, the most frequent first.
  public let sizes: [Size]
  /// Attributes, in the order in which they were met.
  public let attributes: [Attribute]
  /// How full they are; `nil` where they are no containers.
  public let filling: Filling?
  /// The types of the objects that refer to them, with the number of references, the most frequent first.
  public let referrers: [Target]
  /// How many of them no object refers to: calls that run, or code in C, may hold them.
  public let unreferred: Int
  /// Where some of them are, the largest first.
  public let some: [Address]
  /// What these hold; empty where that was not asked for.
  public let values: [Value]
}

extension ProcessHeap {
  /// The types of a name: `shop.Order`, `Order`.
  public func types(named name: String) -> [TypeShare] {
    let builtin = ["builtins.", "__builtin__."].first(where: name.hasPrefix)
    let name = builtin.map { String(name.dropFirst($0.count)) } ?? name
    let whole = types.filter { $0.qualifiedName == name }
    return whole.isEmpty ? types.filter { $0.name == name } : whole
  }

  /// The objects of a type, closer: all of them are looked at.
  ///
  /// - Parameter values: whether what a few of them hold is told, too; all else is names, sizes and counts.
  public func detail(of type: TypeShare, values: Bool = false) -> TypeDetail {
    details(of: [type], values: values)[0]
  }

  /// The objects of some types, closer: all objects are looked at once.
  ///
  /// - Parameter values: whether what a few of them hold is told, too; all else is names, sizes and counts.
  public func details(of types: [TypeShare], values: Bool = false) -> [TypeDetail] {
    var objects = Dictionary(
      types.map { ($0.address.rawValue, [UInt64]()) }, uniquingKeysWith: { first, _ in first })
    for object in walk.found { objects[walk.kind(of: object)]?.append(object) }
    let referrers = referrers(ofKinds: objects)
    return types.map { type in
      let kind = type.address.rawValue
      return detail(
        of: type, objects[kind] ?? [], referrers[kind] ?? Referrers(), values: values)
    }
  }

  private func detail(
    of type: TypeShare, _ objects: [UInt64], _ referrers: Referrers, values: Bool
  ) -> TypeDetail {
    var sizes: [Int?: Int] = [:]
    var names = walk.attributeNames(of: type.address.rawValue, objects.first)
    var filling = Tally()
    var some: [(size: Int, address: Address)] = []
    let number = walk.planNumbers[type.address.rawValue]
    for object in objects {
      let address = Address(rawValue: object)
      let size = number.flatMap { walk.getsizeof(of: object, $0) }
      sizes[size, default: 0] += 1
      if some.count < 10 || size ?? 0 > some[9].size {
        let place = some.firstIndex { $0.size < size ?? 0 } ?? some.count
        some.insert((size ?? 0, address), at: place)
        if some.count > 10 { some.removeLast() }
      }
      walk.attributes(of: object, &names)
      // Whoever damaged it may have written any number there
      if let (used, room) = walk.filling(of: object), used <= room, room < 1 << 40 {
        filling.take(used, room)
      }
    }
    return TypeDetail(
      type: type,
      sizes: sizes.map { TypeDetail.Size(getsizeof: $0.key, count: $0.value) }
        .sorted { ($1.count, $0.getsizeof ?? 0) < ($0.count, $1.getsizeof ?? 0) },
      attributes: names.list.map { name, types in
        TypeDetail.Attribute(name: name, types: named(types))
      },
      filling: filling.containers == 0
        ? nil : TypeDetail.Filling(used: filling.used, room: filling.room, empty: filling.empty),
      referrers: named(referrers.counts), unreferred: referrers.unreferred.count,
      some: some.map(\.address),
      values: values ? some.map { walk.value(of: $0.address, slots: names.fixed) } : [])
  }

  /// Types by their names.
  private func named(_ types: [UInt64: Int]) -> [TypeDetail.Target] {
    Dictionary(types.map { (walk.name(ofKind: $0.key), $0.value) }, uniquingKeysWith: +)
      .map { TypeDetail.Target(name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  /// How many references objects of which types have to those of a type, and those that none has one to.
  private struct Referrers {
    var counts: [UInt64: Int] = [:]
    var unreferred: Set<UInt64> = []
  }

  private func referrers(ofKinds objects: [UInt64: [UInt64]]) -> [UInt64: Referrers] {
    var found = objects.mapValues { Referrers(unreferred: Set($0)) }
    var telling = walk
    telling.forEachReferrer(of: walk.found) { referrer, references in
      for object in references {
        let kind = walk.kind(of: object)
        guard found[kind] != nil else { continue }
        found[kind]?.counts[walk.kind(of: referrer), default: 0] += 1
        found[kind]?.unreferred.remove(object)
      }
    }
    return found
  }

  private struct Tally {
    var (containers, used, room, empty) = (0, 0, 0, 0)

    mutating func take(_ used: Int, _ room: Int) {
      containers += 1
      self.used += used
      self.room += room
      if used == 0 { empty += 1 }
    }
  }
}

/// Attributes by name, with the types of what they refer to.
struct AttributeTally {
  /// Where slots and fields of C structs are, by name.
  let fixed: [(name: String, offset: Int)]
  private(set) var list: [(name: String, types: [UInt64: Int])] = []
  private var places: [String: Int] = [:]

  init(_ fixed: [(name: String, offset: Int)]) { self.fixed = fixed }

  mutating func take(_ name: String, _ type: UInt64) {
    let place = places[name] ?? list.count
    if place == list.count {
      places[name] = place
      list.append((name, [:]))
    }
    list[place].types[type, default: 0] += 1
  }
}

extension HeapWalk {
  /// A type's name with its module.
  func name(ofKind kind: UInt64) -> String {
    planNumbers[kind].map { TypeName(plans[$0], self).qualifiedName } ?? "?"
  }

  /// The slots and fields of a type's instances that refer to objects.
  ///
  /// - Parameter first: one of its instances.
  func attributeNames(of type: UInt64, _ first: UInt64?) -> AttributeTally {
    guard let number = planNumbers[type],
      plans[number].address == plans[number].facts.address, let first,
      let inspection = try? inspector.inspect(Address(rawValue: first))
    else { return AttributeTally([]) }
    let offsets = Set(plans[number].references)
    let fields = inspection.blocks.first?.fields ?? []
    return AttributeTally(
      fields.filter { offsets.contains($0.offset.rawValue) && $0.name != "__dict__" }
        .map { ($0.name, $0.offset.rawValue) })
  }

  /// The fields that an object has: a type that is no class's ends with its `PyTypeObject`, and what stands in a
  /// frame or a generator, its own to tell: of a call that goes on, 3.11 and later have it elsewhere.
  func fields(
    of object: UInt64, among fields: [(name: String, offset: Int)]
  ) -> [(name: String, offset: Int)] {
    guard let number = planNumbers[word(object &+ at.ob_type)] else { return fields }
    let place = Address(rawValue: object)
    if [.frame, .generator].contains(plans[number].facts.kind) {
      let own = (try? inspector.places.inspect(place))?.blocks.first?.fields ?? []
      let names = inspector.variables(of: place).map { string($0.rawValue) ?? "?" }
      let start = plans[number].facts.kind == .frame ? frames.inFrame : frames.inGenerator
      let first = Int((start ?? 0) + frames.localsplus)
      return own.filter { [.reference, .unvisited, .foreign].contains($0.role) }.map { field in
        let offset = field.offset.rawValue
        // Up to 3.10 a generator has no frame in it
        guard offset >= first else { return (field.name, offset) }
        let index = (offset - first) / pointer
        return (index < names.count ? names[index] : "stack[\(index - names.count)]", offset)
      }
    }
    guard plans[number].facts.kind == .type, let type = try? inspector.type(at: place),
      !type.flags.contains(.heapType)
    else { return fields }
    let size = PyTypeObject.layout(on: build).size
    return fields.filter { $0.offset < size }
  }

  /// Takes up the attributes of an instance: its slots, its values, its dict.
  func attributes(of object: UInt64, _ tally: inout AttributeTally) {
    for (name, offset) in fields(of: object, among: tally.fixed) {
      let value = word(object &+ UInt64(truncatingIfNeeded: offset))
      if value != 0 { tally.take(name, kind(of: value)) }
    }
    forEachAttribute(of: object) { key, value in
      if let name = string(key) { tally.take(name, kind(of: value)) }
    }
  }

  /// Calls a function with each key and value of an instance's values and dict.
  func forEachAttribute(of object: UInt64, _ body: (UInt64, UInt64) -> Void) {
    guard let number = planNumbers[kind(of: object)] else { return }
    let facts = plans[number].facts
    if facts.flags.contains(.managedDict) {
      let keys = at.ht_cached_keys.map { word(facts.address.rawValue &+ $0) } ?? 0
      if let offset = plans[number].valuesOffset {
        let values = object &+ UInt64(offset)
        if byte(values &+ at.valuesValid) != 0 {
          return forEachValue(keys, values &+ at.valuesArray, body)
        }
      } else {
        let values = managedDict(of: object, hasGC: facts.flags.contains(.haveGC)).values
        if values != 0 { return forEachValue(keys, values, body) }
      }
    }
    forEachEntry(of: dict(of: object, number), body)
  }

  /// Values side by side, with the keys that they share.
  func forEachValue(_ keys: UInt64, _ values: UInt64, _ body: (UInt64, UInt64) -> Void) {
    guard let entries = entries(of: keys) else { return }
    for index in 0..<bounded(entries.count, from: values, by: at.pointer) {
      let value = word(values &+ index &* at.pointer)
      if value != 0 { body(word(entries.first &+ index &* entries.stride), value) }
    }
  }

  /// How many items a container has, and room for; `nil` for what is none.
  func filling(of object: UInt64) -> (used: Int, room: Int)? {
    guard let number = planNumbers[word(object &+ at.ob_type)] else { return nil }
    func count(_ offset: UInt64) -> Int { Int(clamping: word(object &+ offset)) }
    switch plans[number].way {
    case .list: return (count(at.ob_size), count(at.listAllocated))
    case .dict: return (count(at.ma_used), dictRoom(object))
    case .set: return (count(at.set_used), count(at.set_mask) + 1)
    default: return nil
    }
  }

  /// How many keys a dict's table takes.
  private func dictRoom(_ dict: UInt64) -> Int {
    if at.is2 { return KeyTable.usableFraction(Int(clamping: word(dict &+ at.ma_mask)) + 1) }
    let keys = word(dict &+ at.ma_keys)
    // Of a table that a class shares a dict has its values alone, from 3.11 on fewer than the table may name:
    // shared_keys_usable_size
    if at.dk_size == nil, word(dict &+ at.ma_values) != 0 {
      if let capacity = at.valuesCapacity {
        return Int(byte(word(dict &+ at.ma_values) &+ capacity))
      }
      return Int(clamping: word(keys &+ at.dk_nentries) &+ word(keys &+ at.dk_usable))
    }
    let slots =
      at.dk_size.map { Int(clamping: word(keys &+ $0)) } ?? 1
      << min(byte(keys &+ at.dk_log2_size), 40)
    return KeyTable.usableFraction(slots)
  }
}
