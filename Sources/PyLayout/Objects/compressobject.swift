/// `compressobject`, Modules/itertoolsmodule.c
public struct compressobject: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Pointer<CVoid>.self, "data")
    c.fields(Ref.self, "selectors")
  }
}

extension PyType {
  /// `compress_type`, Modules/itertoolsmodule.c
  public static func compress(on build: Build) -> PyType {
    PyType("itertools.compress", compressobject.self, on: build)
  }
}
