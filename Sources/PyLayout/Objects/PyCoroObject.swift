/// `PyCoroObject`, Include/cpython/genobject.h (up to 3.8: Include/genobject.h)
public struct PyCoroObject: CStruct {
  public init(_ c: inout CLayout) {
    let version = c.build.version
    _ = c.generatorHead("cr")
    if version >= .v3_7 && version < .v3_11 { c.fields(Ref.self, "cr_origin") }
  }
}
