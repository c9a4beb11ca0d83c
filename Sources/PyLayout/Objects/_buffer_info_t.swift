/// `_buffer_info_t`, NumPy's multiarray/buffer.c: what an array or a scalar keeps for those who have
/// asked for its buffer, from 1.20 on.
package struct _buffer_info_t: CStruct {
  /// The item's format as PEP 3118 writes it, in a block of its own.
  package let format: Field<Pointer<Int8>>
  /// How many dimensions there are.
  package let ndim: Field<Int32>
  /// Bytes from one item to the next along each dimension, in this same block.
  package let strides: Field<Pointer<Py_ssize_t>>
  /// The length of each dimension, in this same block.
  package let shape: Field<Pointer<Py_ssize_t>>
  /// What was said to the one who asked before, where that was something else.
  package let next: Field<Pointer<_buffer_info_t>>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    format = c.field("format")
    ndim = c.field("ndim")
    strides = c.field("strides")
    shape = c.field("shape")
    next = c.field("next", .bookkeeping)
  }

  /// What the lowest bits of a pointer to one say: `buffer_info_tag`.
  package static var tag: Int { 3 }

  /// Bytes asked for a format of `length` characters: `_append_char` doubles what it has.
  package static func formatSize(_ length: Int) -> Int {
    let length = length.inMemory
    var size = 16
    while size < length + 1 { size *= 2 }
    return size
  }
}
