/// `PyGC_Head`, Include/internal/pycore_gc.h (2.7, 3.6, 3.7: Include/objimpl.h, 3.8:
/// Include/cpython/objimpl.h, 3.15: Include/internal/pycore_interp_structs.h)
///
/// Stands right before an object whose type has `Py_TPFLAGS_HAVE_GC`, except in free-threaded
/// builds, where `ob_gc_bits` took its place.
public struct PyGC_Head: CStruct {
  /// The next object of the collector's list, 0 where it is in none; since 3.8 with flags.
  public let gc_next: Field<uintptr_t>
  /// The previous object of the list; since 3.8 with flags and, in a collection, a count.
  public let gc_prev: Field<uintptr_t>
  /// A collection's own count, or a state, `_PyGC_REFS_…`; since 3.8 in the bits of `_gc_prev`.
  public let gc_refs: Field<Py_ssize_t>?

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    let isUnion = c.build.version < .v3_8
    gc_next = c.field(isUnion ? "gc.gc_next" : "_gc_next", role: .gcLink)
    gc_prev = c.field(isUnion ? "gc.gc_prev" : "_gc_prev", role: .gcLink)
    gc_refs = c.field("gc.gc_refs", role: .gcLink, if: isUnion)
    // The union's other member was a double in 3.x until bpo-27987, a long double in 2.7 and since.
    guard isUnion && (c.build.version < .v3_0 || c.build.alignsToTwoPointers) else { return }
    let alignment = LongDouble.alignment(on: c.build)
    if c.build.version < .v3_0 && c.build.version >= Version(2, 7, 16) {
      // bpo-33374, 2.7.16: a char array took its place, as large and not aligned
      let size = 3 * c.build.pointerSize
      c.pad(size.roundedUp(to: alignment) - size)
    } else {
      c.align(to: alignment)
    }
  }
}

extension Build {
  /// The bytes before each object with `Py_TPFLAGS_HAVE_GC` that link it into the collector's list.
  public var gcHeadSize: Int { isFreeThreaded ? 0 : PyGC_Head.layout(on: self).size }
}
