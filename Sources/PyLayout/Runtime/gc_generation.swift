/// `struct gc_generation`, Include/internal/pycore_gc.h (3.7: Include/internal/mem.h; 2.7, 3.6:
/// Modules/gcmodule.c; 3.14 on: Include/internal/pycore_interp_structs.h)
package struct gc_generation: CStruct {
  /// The list of its objects: a head without an object.
  package let head: PyGC_Head
  /// At which count it is collected.
  package let threshold: Field<Int32>
  /// What was counted.
  package let count: Field<Int32>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    head = c.embed("head")
    threshold = c.field("threshold")
    count = c.field("count")
  }
}
