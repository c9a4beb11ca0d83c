/// `struct _gc_runtime_state`, Include/internal/pycore_gc.h (3.7: Include/internal/mem.h; 3.14 on:
/// Include/internal/pycore_interp_structs.h), as far as whether it collects; from 3.7 on.
package struct _gc_runtime_state: CStruct {
  /// The first generation; in free-threaded builds without objects.
  package let generations: gc_generation
  /// Whether it collects garbage at that moment.
  package let collecting: Field<Int32>

  /// The fields in C's order, as they stand on `c.build`.
  package init(_ c: inout CLayout) {
    let version = c.build.version
    if version < .v3_15 {
      c.fields(PlainPointer.self, "trash_delete_later")
      c.fields(Int32.self, "trash_delete_nesting")
    }
    c.fields(Int32.self, "enabled", "debug")
    let names =
      c.build.isFreeThreaded && version >= .v3_14
      ? ["young", "old[0]", "old[1]"] : (0..<3).map { "generations[\($0)]" }
    generations = c.embed(names[0])
    for name in names.dropFirst() { let _: gc_generation = c.embed(name) }
    if version < .v3_14 { c.fields(PlainPointer.self, "generation0") }
    let _: gc_generation = c.embed("permanent_generation")
    if version < .v3_15 {
      // struct gc_generation_stats, of three numbers
      let _: ArrayField<Py_ssize_t> = c.array("generation_stats", count: 3 * 3)
    } else {
      c.fields(PlainPointer.self, "generation_stats")
    }
    collecting = c.field("collecting")
  }
}
