import PyLayout

/// How the instances of a type end, in numbers made once: what `subtype_dealloc`,
/// Objects/typeobject.c, and `tupledealloc`, Objects/tupleobject.c, find in the type.
struct Ending {
  let type: Address
  let prefixSize: Int
  let haveGC: Bool
  let isHeapType: Bool
  let domain: Allocator.Domain
  /// A bit for each word from the object on that is a slot.
  let slots: UInt64
  /// Bytes to the first item of a tuple; `nil` where there are none.
  let items: Int?
  /// Bytes to the inline values; `nil` where there are none.
  let values: Int?
  /// Bytes to the weakref list and to the dict, which have to be `NULL`.
  let weakrefs: Int?
  let dict: Int?

  /// The ending of a type's instances; `nil` where there is more to do than these numbers tell.
  init?(of type: TypeObject) {
    let layout = type.layout
    let build = layout.build
    let pointerSize = build.pointerSize
    guard type.kind == .tuple || type.kind == .object && type.isHeapType else { return nil }
    // A list of all objects, or of those with GC, is kept elsewhere
    guard !build.isFreeThreaded, PyObject.layout(on: build)._ob_next == nil else { return nil }
    var slots: UInt64 = 0
    for descriptor in type.slots {
      guard descriptor.offset < 64 * pointerSize, !descriptor.isAfterItems else { return nil }
      slots |= 1 << UInt64(descriptor.offset / pointerSize)
    }
    // Behind the items, or a dict's values in a block of their own
    guard layout.tp_dictoffset >= 0 || type.hasInlineValues,
      layout.tp_weaklistoffset >= 0 || type.hasPreHeader
    else { return nil }
    let isManaged = layout.flags.contains(.managedDict)
    guard !isManaged || build.version >= .v3_13 else { return nil }
    self.slots = slots
    self.type = type.address
    prefixSize = type.prefixSize
    haveGC = type.haveGC
    isHeapType = type.isHeapType
    domain = type.domain
    items = type.kind == .tuple ? PyTupleObject.layout(on: build).ob_item.offset.rawValue : nil
    values = type.hasInlineValues ? layout.tp_basicsize : nil
    dict =
      isManaged
      ? pointerSize - prefixSize : layout.tp_dictoffset == 0 ? nil : layout.tp_dictoffset
    weakrefs =
      layout.flags.contains(.managedWeakref)
      ? -prefixSize : layout.tp_weaklistoffset == 0 ? nil : layout.tp_weaklistoffset
  }
}
