/// `rangeobject`, Objects/rangeobject.c: `range`; in 2.7 `xrange`, three C `long`s.
public struct rangeobject: CStruct {
  public let ob_base: PyObject
  public let start: Field<Ref>?
  public let stop: Field<Ref>?
  public let step: Field<Ref>?
  public let length: Field<Ref>?
  public let longStart: Field<CLong>?
  public let longStep: Field<CLong>?
  public let longLength: Field<CLong>?

  public init(_ c: inout CLayout) {
    let is2 = c.build.version < .v3_0
    ob_base = c.head()
    start = c.field("start", if: !is2)
    stop = c.field("stop", if: !is2)
    step = c.field("step", if: !is2)
    length = c.field("length", .bookkeeping, if: !is2)
    longStart = c.field("start", if: is2)
    longStep = c.field("step", if: is2)
    longLength = c.field("len", if: is2)
  }
}

extension PyType {
  /// `PyRange_Type`, Objects/rangeobject.c
  public static func range(on build: Build) -> PyType {
    PyType(build.version < .v3_0 ? "xrange" : "range", rangeobject.layout(on: build))
  }
}
