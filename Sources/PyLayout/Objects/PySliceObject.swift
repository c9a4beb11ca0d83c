/// `PySliceObject`, Include/sliceobject.h
public struct PySliceObject: CStruct {
  public let ob_base: PyObject
  public let start: Field<Ref>
  public let stop: Field<Ref>
  public let step: Field<Ref>

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
