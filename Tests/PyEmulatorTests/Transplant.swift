import PyEmulator
import PyInspector
import PyLayout
import PyMemory

/// An emulated object on its way into a living interpreter: the blocks that are its own, and what of
/// theirs has to point elsewhere there.
struct Transplant {
  /// A block that the interpreter is to allocate.
  struct Block {
    /// Whose `Malloc` gives it: `object` or `mem`.
    let domain: String
    let start: Address
    let bytes: [UInt8]
    /// The pointers in it, by their place from its start.
    fileprivate var pointers: [Int: Pointer] = [:]
  }

  /// What a pointer has to lead to.
  fileprivate enum Pointer {
    case type(String)
    /// A place in one of the blocks.
    case own(Address)
    /// What an interpreter has once; counted where it is a reference.
    case once(String)
    /// A field of a sample's that has the same value in every such object.
    case sample(String, field: String, isCounted: Bool)
  }

  private(set) var blocks: [Block] = []
  /// The objects that the collector is to know, by their emulated addresses.
  private(set) var tracked: [Address] = []
  private let heap: Heap
  private let inspector: Inspector<EmulatedMemory>
  private let singletons: [Address: String]

  /// What has to be brought over with an object.
  ///
  /// - Parameter singletons: what is not brought over, and the Python that it is.
  init(of object: Address, in heap: Heap, singletons: [Address: String]) throws {
    self.heap = heap
    self.singletons = singletons
    inspector = Inspector(heap.build, reading: heap.memory).whole
    var waiting = [object]
    var seen: Set<Address> = [object]
    while let next = waiting.popLast() {
      // CPython links it into its own lists
      if try heap.stopTracking(next) { tracked.append(next) }
      for reference in try add(next) where seen.insert(reference).inserted {
        waiting.append(reference)
      }
    }
  }

  /// Adds an object's blocks; answers the objects it refers to that come along.
  private mutating func add(_ object: Address) throws -> [Address] {
    let inspection = try inspector.inspect(object)
    var found: [Address] = []
    for block in inspection.blocks {
      var bytes: [UInt8] = []
      var pointers: [Int: Pointer] = [:]
      for field in block.fields {
        let place = bytes.count
        bytes += field.bytes
        let target = field.target ?? .null
        switch field.role {
        case .type: pointers[place] = .type(try inspector.type(at: target).tp_name)
        case .reference where target != .null, .unvisited where target != .null:
          if let name = singletons[target] {
            pointers[place] = .once(name)
          } else {
            pointers[place] = .own(target)
            found.append(target)
          }
        case .part where target != .null: pointers[place] = .own(target)
        case .borrowed where target != .null:
          let isShared = field.name == "ma_keys" && target != heap.placeOfEmptyKeys
          // _Py_DICT_IMMORTAL_INITIAL_REFCNT, 3.12
          let isCounted =
            field.name == "ma_keys" && (isShared || heap.build.version < .v3_12)
          pointers[place] = .sample(
            isShared ? "split" : "empty", field: field.name, isCounted: isCounted)
        case .code:
          let kinds = ["general", "unicode", "split"]
          pointers[place] = .sample(
            kinds[max(0, Int(field.bits) - 1) % kinds.count], field: field.name, isCounted: false)
        default: break
        }
      }
      blocks.append(
        Block(
          domain: domain(of: block.part), start: block.address, bytes: bytes, pointers: pointers))
    }
    return found
  }

  private func domain(of part: String) -> String {
    switch part {
    case "instance": "object"
    // new_keys_object, Objects/dictobject.c
    case "key table": heap.build.version < .v3_13 ? "object" : "mem"
    default: "mem"
    }
  }
}

extension Transplant {
  /// The transplanted object's new home: where each block is now.
  struct Home {
    /// The addresses of the blocks, in their order.
    let blocks: [Address]
    /// The interpreter's own: types by name, what exists once by its Python.
    let types: [String: Address]
    let singletons: [String: Address]
    /// The samples' inspections.
    let samples: [String: Inspection]
  }

  /// What exists once and is referred to.
  var names: Set<String> {
    Set(
      blocks.flatMap(\.pointers.values).compactMap {
        if case .once(let name) = $0 { name } else { nil }
      })
  }

  /// Where an emulated address is at home.
  func moved(_ address: Address, to home: Home) throws -> Address {
    for (block, new) in zip(blocks, home.blocks)
    where block.start <= address && address.rawValue - block.start.rawValue < block.bytes.count {
      return new + Offset(rawValue: Int(address.rawValue - block.start.rawValue))
    }
    throw Lost(what: "\(address) is in no block")
  }

  /// Writes all blocks into the interpreter's memory.
  ///
  /// - Returns: the objects that are referred to from now on, once for each time.
  func write(to home: Home, _ memory: ProcessMemory) throws -> [Address] {
    var referred: [Address] = []
    for (block, new) in zip(blocks, home.blocks) {
      var bytes = block.bytes
      for (place, pointer) in block.pointers {
        let old = Address(
          rawValue: (0..<8).reversed().reduce(0) { $0 << 8 | UInt64(bytes[place + $1]) })
        var target: Address
        switch pointer {
        case .type(let name):
          target = try found(home.types[name], name)
          if ["Slots", "Plain"].contains(name) { referred.append(target) }
        case .once(let name):
          target = try found(home.singletons[name], name)
          referred.append(target)
        case .own(let address):
          // What is tagged stays so
          let tag = Offset(rawValue: Int(Int64(bitPattern: old.rawValue &- address.rawValue)))
          target = try moved(address, to: home) + tag
        case .sample(let name, let field, let isCounted):
          let fields = try found(home.samples[name], name).blocks.flatMap(\.fields)
          target = Address(rawValue: try found(fields.first { $0.name == field }, field).bits)
          if isCounted {
            try memory.store(memory.bits(at: target, size: 8) + 1, size: 8, at: target)
          }
        }
        for index in 0..<8 {
          bytes[place + index] = UInt8(truncatingIfNeeded: target.rawValue >> (8 * UInt64(index)))
        }
      }
      try memory.write(bytes, at: new)
    }
    return referred
  }

  private func found<T>(_ value: T?, _ what: String) throws -> T {
    guard let value else { throw Lost(what: "the interpreter has no \(what)") }
    return value
  }

  struct Lost: Error {
    let what: String
  }
}
