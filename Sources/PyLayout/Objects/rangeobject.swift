/// `rangeobject`, Objects/rangeobject.c: `range`; in 2.7 `xrange`, three C `long`s.
public struct rangeobject: CStruct {
  /// The head that every object starts with.
  public let ob_base: PyObject
  /// Its start, an int; 3.x.
  public let start: Field<Ref>?
  /// Its end, an int; 3.x.
  public let stop: Field<Ref>?
  /// Its step, an int; 3.x.
  public let step: Field<Ref>?
  /// How many ints it has, an int; 3.x.
  public let length: Field<Ref>?
  /// `start`, the first number, of 2.7's `xrange`.
  public let longStart: Field<CLong>?
  /// `step`, from one number to the next, of 2.7's `xrange`.
  public let longStep: Field<CLong>?
  /// `len`, how many numbers, of 2.7's `xrange`.
  public let longLength: Field<CLong>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7's `xrange` has C numbers, and no end; 3.x has ints of any size.
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
