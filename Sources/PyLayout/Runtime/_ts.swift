/// `struct _ts`, Include/cpython/pystate.h (3.7: Include/pystate.h): a `PyThreadState`, as far as its interpreter.
package struct _ts: CStruct {
  /// The thread before, or `NULL`.
  package let prev: Field<PlainPointer>
  /// The next thread, or `NULL`.
  package let next: Field<PlainPointer>
  /// Whose thread it is.
  package let interp: Field<PlainPointer>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    prev = c.field("prev")
    next = c.field("next")
    interp = c.field("interp")
  }
}
