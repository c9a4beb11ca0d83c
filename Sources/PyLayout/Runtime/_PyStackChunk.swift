/// `_PyStackChunk`, Include/cpython/pystate.h: a part of a thread's data stack, on which the frames of its calls
/// stand; 3.11 on.
package struct _PyStackChunk: CStruct {
  /// The chunk before, or `NULL`.
  package let previous: Field<Pointer<_PyStackChunk>>
  /// Bytes of the chunk.
  package let size: Field<Py_ssize_t>
  /// How many words of it were taken when the next chunk began.
  package let top: Field<Py_ssize_t>
  /// Frames, one behind the other.
  package let data: ArrayField<Ref>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    previous = c.field("previous")
    size = c.field("size")
    top = c.field("top")
    data = c.array("data", count: 1)
  }
}
