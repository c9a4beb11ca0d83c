extension PyType {
  /// `recordclass.mutabletuple`: `PyMutableTupleObject`, recordclass's _mutabletuple.h (0.15 on
  /// `PyLiteTupleObject`, _litetuple.h), is a `PyTupleObject` whose type has no GC head.
  public static func mutabletuple(on build: Build) -> PyType {
    let layout = PyTupleObject.layout(on: build)
    return PyType(
      "recordclass.mutabletuple", layout, tp_basicsize: layout.ob_item.offset.rawValue,
      tp_itemsize: layout.ob_item.stride)
  }
}
