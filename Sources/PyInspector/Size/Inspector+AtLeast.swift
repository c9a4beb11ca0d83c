internal import PyLayout

extension Inspector {
  /// Whether more may have been requested for an instance than its bytes show.
  ///
  /// - Parameter size: bytes of the block as far as they are known.
  func isAtLeast(_ object: Address, _ type: TypeFacts, _ size: Int) throws(Reason) -> Bool {
    let start = place(object, -type.prefixSize)
    switch type.kind {
    case .int where !type.isUsers:
      // long_normalize, Objects/longobject.c: a result may have fewer digits than its block
      let domain = AllocatorDomain.object
      guard let given = allocatedSize(ofBlockAt: start, asked: size, in: domain) else {
        // _PY_NSMALLPOSINTS, Include/internal/pycore_runtime_structs.h: ints that no allocator
        // lists are static
        let digits = try digits(object)
        let lowest = digits == 0 ? 0 : try bits(object, at.int.ob_digit, at.int.digit)
        return digits > 1 || lowest > 1024
      }
      return given >= build.allocatedSize(of: size + at.int.digit, in: domain)
    case .instance:
      let items = try items(object, type)
      let end = (type.tp_basicsize + items * type.tp_itemsize).roundedUp(to: at.pointer)
      return try inlineValuesSize(object, type, behind: end).isAtLeast
    default: return false
    }
  }
}
