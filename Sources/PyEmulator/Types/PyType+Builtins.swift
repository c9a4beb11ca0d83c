import PyLayout

extension PyType {
  /// `PyType_Type`, Objects/typeobject.c: the type of classes, whose slots' descriptions stand
  /// behind them.
  static func type(on build: Build) -> PyType {
    let layout = PyTypeObject.layout(on: build)
    let heapType = PyHeapTypeObject.layout(on: build)
    return PyType(
      "type", heapType, tp_basicsize: heapType.size,
      tp_itemsize: PyMemberDef.layout(on: build).size,
      tp_dictoffset: layout.fields.tp_dict.offset.rawValue,
      tp_weaklistoffset: layout.fields.tp_weaklist.offset.rawValue, flags: .haveGC)
  }
}
