/// `PyGenObject`, Include/cpython/genobject.h, from 3.11 on; coroutines are the same.
public struct PyGenObject: CStruct {
  public let gi_code: Field<Address>?
  /// The frame itself, a `_PyInterpreterFrame`.
  public let gi_iframe: ArrayField<Address>

  public init(_ c: inout CLayout) {
    let build = c.build
    func pointers(_ count: Int) { c.skip(count * build.pointerSize, alignment: build.pointerSize) }

    let _: PyObject = c.head()
    gi_code = c.field("gi_code", if: build.version < .v3_12)
    pointers(6)  // gi_weakreflist, gi_name, gi_qualname, gi_exc_state, gi_origin_or_finalizer
    c.skip(4, alignment: 1)  // gi_hooks_inited, gi_closed, gi_running_async, gi_frame_state
    gi_iframe = c.array("gi_iframe", count: 1)
  }
}
