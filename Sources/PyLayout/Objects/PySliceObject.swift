/// `PySliceObject`, Include/sliceobject.h
public struct PySliceObject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// Its start, or `None`.
  public let start: Field<Ref>
  /// Its end, or `None`.
  public let stop: Field<Ref>
  /// Its step, or `None`.
  public let step: Field<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    ob_base = c.head()
    start = c.field("start")
    stop = c.field("stop")
    step = c.field("step")
  }
}

extension PyType {
  /// `PySlice_Type`, Objects/sliceobject.c
  public static func slice(on build: Build) -> PyType {
    PyType("slice", PySliceObject.layout(on: build), flags: .haveGC)
  }
}
