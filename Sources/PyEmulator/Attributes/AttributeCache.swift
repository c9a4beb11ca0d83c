import PyLayout

/// What an attribute's name stands for in the instances of a type.
struct Lookup {
  enum Kind {
    /// A slot, `offset` bytes from `ob_refcnt` on.
    case slot
    /// An attribute of the instance alone, or of its class, without a descriptor.
    case plain
    /// Whatever else: it is looked for each time.
    case other
  }

  let kind: Kind
  /// Bytes to the slot; of a plain attribute, its number in the shared keys, where it has been found there.
  var offset = 0
  /// The interned string of the name, borrowed; `NULL` where none is known.
  var key = Address.null
}

/// What names stood for in types, as they were asked for last: `type_cache`,
/// Include/internal/pycore_typeobject.h. Nothing of it is in the heap's memory.
///
/// CPython computes an entry's place from the address of the name. Here a name is a text, and the
/// entry that followed the last one is tried first: a program asks for the same names in the same order.
final class AttributeCache {
  private struct Entry {
    let type: Address
    let name: String
    var lookup: Lookup
  }

  private var entries: [Entry] = []
  /// The entry that is tried first.
  private var next = 0
  /// The entry that is given up next.
  private var oldest = 0

  private static let capacity = 64

  /// What a name stands for in a type, if it was asked for lately.
  @inline(__always) func find(_ name: String, in type: Address) -> Lookup? {
    let entries = entries
    var index = next
    for _ in 0..<entries.count {
      if index >= entries.count { index = 0 }
      // Where both are so long, and the known one is ASCII, equal texts are the same bytes
      if entries[index].type == type, entries[index].name.utf8.count == name.utf8.count,
        entries[index].name == name
      {
        next = index &+ 1
        return entries[index].lookup
      }
      index &+= 1
    }
    return nil
  }

  /// Notes what a name stands for in a type.
  func add(_ name: String, in type: Address, _ lookup: Lookup) {
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    change { entries in
      let entry = Entry(type: type, name: name, lookup: lookup)
      if entries.count < Self.capacity { return entries.append(entry) }
      entries[oldest] = entry
      oldest = (oldest + 1) % Self.capacity
    }
  }

  /// Notes the interned string of a name.
  func note(_ key: Address, of name: String) {
    change { entries in
      for index in entries.indices
      where entries[index].name.utf8.count == name.utf8.count && entries[index].name == name {
        entries[index].lookup.key = key
      }
    }
  }

  /// Notes the number of a name in the shared keys of a type.
  func note(_ number: Int, of name: String, in type: Address) {
    change { entries in
      for index in entries.indices where entries[index].type == type && entries[index].name == name
      {
        entries[index].lookup.offset = number
      }
    }
  }

  /// A string that ends is the interned one of no name any more.
  func forget(_ key: Address) {
    guard entries.contains(where: { $0.lookup.key == key }) else { return }
    change { entries in
      for index in entries.indices where entries[index].lookup.key == key {
        entries[index].lookup.key = .null
      }
    }
  }

  /// Forgets all: a type has changed.
  func clear() { entries = [] }

  private func change(_ body: (inout [Entry]) -> Void) {
    // Taken out and put back: a property that is only ever assigned is read without a check of
    // exclusive access
    var changed = entries
    entries = []
    body(&changed)
    entries = changed
  }
}
