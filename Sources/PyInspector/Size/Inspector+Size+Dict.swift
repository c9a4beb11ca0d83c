public import PyLayout

extension Inspector {
  /// What `_PyDict_SizeOf`, Objects/dictobject.c, adds to `tp_basicsize` (3.x).
  @inlinable func dictTableSize(_ object: Address) throws(Reason) -> Int {
    let keys = try pointer(object, at.dict.ma_keys)
    var size = 0
    if try pointer(object, at.dict.ma_values).rawValue != 0 {
      size = try valuesCapacity(keys) * at.pointer
    }
    // A table with more holders is the type's, or the empty one
    return try ssize(keys, at.keys.dk_refcnt) == 1 ? size + keysSize(keys) : size
  }

  /// How many values a dict that shares `keys` has room for: `shared_keys_usable_size` (up to 3.10
  /// `USABLE_FRACTION`).
  @inlinable func valuesCapacity(_ keys: Address) throws(Reason) -> Int {
    if at.keys.dk_size != nil { return at.keys.usableFraction(try slots(keys)) }
    return try count(keys, at.keys.dk_nentries, "dk_nentries")
      + count(keys, at.keys.dk_usable, "dk_usable")
  }

  /// `DK_SIZE`, Include/internal/pycore_dict.h
  @inlinable func slots(_ keys: Address) throws(Reason) -> Int {
    if let dk_size = at.keys.dk_size {
      let slots = try count(keys, dk_size, "dk_size")
      guard slots & (slots &- 1) == 0 && slots > 0 else { throw .implausible("dk_size", slots) }
      return slots
    }
    let log2 = Int(try bits(keys, at.keys.dk_log2_size, 1))
    guard log2 <= 40 else { throw .implausible("dk_log2_size", log2) }
    return 1 << log2
  }

  /// Bytes of a key table's index.
  @inlinable func indicesSize(_ keys: Address, slots: Int) throws(Reason) -> Int {
    if at.keys.dk_size != nil { return slots * at.keys.indexSize(slots) }
    let log2 = Int(try bits(keys, at.keys.dk_log2_index_bytes, 1))
    guard log2 <= 44 else { throw .implausible("dk_log2_index_bytes", log2) }
    return 1 << log2
  }

  /// Bytes of one entry of a key table: from 3.11 on less where all keys are exactly `str`.
  @inlinable func entrySize(_ keys: Address) throws(Reason) -> Int {
    if at.keys.dk_size != nil { return at.keys.entry }
    return try bits(keys, at.keys.dk_kind, 1) == 0 ? at.keys.entry : at.keys.unicodeEntry
  }

  /// `_PyDict_KeysSize`, Objects/dictobject.c
  @inlinable func keysSize(_ keys: Address) throws(Reason) -> Int {
    let slots = try slots(keys)
    return try at.keys.size + indicesSize(keys, slots: slots)
      + at.keys.usableFraction(slots) * entrySize(keys)
  }

  /// What 2.7's `dict_sizeof` adds to `tp_basicsize`.
  @inlinable func dict2TableSize(_ object: Address) throws(Reason) -> Int {
    let table = try pointer(object, at.dict.ma_table)
    if table == place(object, at.dict.ma_smalltable) { return 0 }
    return try (count(object, at.dict.ma_mask, "ma_mask") + 1) * at.dict.entry
  }
}
