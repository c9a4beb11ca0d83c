/// `PyNumberMethods`, Include/cpython/object.h (2.7: Include/object.h): what a class's operators are
/// called by.
package struct PyNumberMethods: CStruct {
  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 2.7 has operators that Python 3 dropped; PEP 465, in 3.x, added `@`.
  package init(_ c: inout CLayout) {
    let is2 = c.build.version < .v3_0
    c.fields(FunctionPointer.self, "nb_add", "nb_subtract", "nb_multiply")
    if is2 { c.fields(FunctionPointer.self, "nb_divide") }
    c.fields(FunctionPointer.self, "nb_remainder", "nb_divmod", "nb_power", "nb_negative")
    c.fields(FunctionPointer.self, "nb_positive", "nb_absolute", is2 ? "nb_nonzero" : "nb_bool")
    c.fields(FunctionPointer.self, "nb_invert", "nb_lshift", "nb_rshift")
    c.fields(FunctionPointer.self, "nb_and", "nb_xor", "nb_or")
    if is2 { c.fields(FunctionPointer.self, "nb_coerce") }
    c.fields(FunctionPointer.self, "nb_int", is2 ? "nb_long" : "nb_reserved", "nb_float")
    if is2 { c.fields(FunctionPointer.self, "nb_oct", "nb_hex") }
    c.fields(FunctionPointer.self, "nb_inplace_add", "nb_inplace_subtract", "nb_inplace_multiply")
    if is2 { c.fields(FunctionPointer.self, "nb_inplace_divide") }
    c.fields(FunctionPointer.self, "nb_inplace_remainder", "nb_inplace_power")
    c.fields(FunctionPointer.self, "nb_inplace_lshift", "nb_inplace_rshift")
    c.fields(FunctionPointer.self, "nb_inplace_and", "nb_inplace_xor", "nb_inplace_or")
    c.fields(FunctionPointer.self, "nb_floor_divide", "nb_true_divide")
    c.fields(FunctionPointer.self, "nb_inplace_floor_divide", "nb_inplace_true_divide", "nb_index")
    if !is2 {
      c.fields(FunctionPointer.self, "nb_matrix_multiply", "nb_inplace_matrix_multiply")
    }
  }
}
