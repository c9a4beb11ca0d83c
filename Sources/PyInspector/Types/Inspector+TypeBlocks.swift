internal import PyLayout

extension Inspector {
  /// What a class has behind its struct, and its cached keys.
  func typeBlocks(
    _ object: Address, _ type: TypeFacts, _ open: inout OpenBlock
  ) throws(Reason) -> [Block] {
    guard try isHeapType(object) else { return [] }
    // PyHeapType_GET_MEMBERS, Include/internal/pycore_typeobject.h
    let count = max(0, open.end - type.tp_basicsize) / layouts.member.size
    for index in 0..<count {
      let offset = type.tp_basicsize + index * layouts.member.size
      let isSet = open.bits(offset + layouts.member.name.offset.rawValue, at.pointer) != 0
      for row in layouts.member.rows {
        open.claim(
          row, at: offset, as: "members[\(index)].\(row.name)", isUsed: isSet)
      }
    }
    guard let field = at.type.ht_cached_keys else { return [] }
    let keys = try pointer(object, field)
    return keys == .null ? [] : [try keysBlock(keys, part: "cached keys", isSplit: true)]
  }
}
