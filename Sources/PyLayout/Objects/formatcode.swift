/// `formatcode`, Modules/_struct.c: one item of a compiled format.
public struct formatcode: CStruct {
  public let fmtdef: Field<PlainPointer>

  public init(_ c: inout CLayout) {
    let pointer = c.build.pointerSize
    fmtdef = c.field("fmtdef")
    // offset, size, and in 3.x repeat
    c.skip((c.build.version < .v3_0 ? 2 : 3) * pointer, alignment: pointer)
  }
}
