internal import PyLayout

/// `struct arraydescr`, Modules/arraymodule.c, as far as it gives the size of an array's items.
struct arraydescr: CStruct {
  let typecode: Field<Int32>  // a char since 3.0, with padding
  let itemsize: Field<Int32>

  init(_ c: inout CLayout) {
    typecode = c.field("typecode")
    itemsize = c.field("itemsize")
  }
}
