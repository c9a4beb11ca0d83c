/// `PyObject`, Include/object.h: what every object starts with.
public struct PyObject: CStruct {
  /// The next object of all that live, in trace-refs builds up to 3.12.
  public let _ob_next: Field<PlainPointer>?
  /// The previous object of all that live, in trace-refs builds up to 3.12.
  public let _ob_prev: Field<PlainPointer>?
  /// The thread that owns it, 0 for none, in free-threaded builds.
  public let ob_tid: Field<uintptr_t>?
  /// How many references there are, except in free-threaded builds.
  public let ob_refcnt: Field<Refcount>?
  /// The 16 bits above `ob_refcnt`, which `Py_INCREF` leaves alone; 64-bit, 3.14 on.
  public let ob_overflow: Field<UInt16>?
  /// `_Py_STATICALLY_ALLOCATED_FLAG` and others; 64-bit or free-threaded, 3.14 on.
  public let ob_flags: Field<UInt16>?
  /// The object's lock, in free-threaded builds.
  public let ob_mutex: Field<UInt8>?
  /// What the collector notes of it, in free-threaded builds: tracked, finalized and so on.
  public let ob_gc_bits: Field<UInt8>?
  /// How many references its own thread counts, in free-threaded builds.
  public let ob_ref_local: Field<UInt32>?
  /// Flags, and above them how many references other threads count, in free-threaded builds.
  public let ob_ref_shared: Field<Py_ssize_t>?
  /// The type.
  public let ob_type: Field<TypeRef>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// PEP 703, free threading, counts in two fields; 3.14 split the 8 bytes of `ob_refcnt`, for
  /// flags.
  public init(_ c: inout CLayout) {
    let build = c.build
    // From 3.13 on trace-refs builds keep their list in a hash table: Objects/object.c
    let isLinked = build.tracesReferences && build.version < .v3_13
    let hasFlags = build.version >= .v3_14
    let isSplit = Refcount.isSplit(on: build)
    _ob_next = c.field("_ob_next", role: .gcLink, if: isLinked)
    _ob_prev = c.field("_ob_prev", role: .gcLink, if: isLinked)
    ob_tid = c.field("ob_tid", .header, role: .identity, if: build.isFreeThreaded)
    ob_refcnt = c.field("ob_refcnt", if: !build.isFreeThreaded)
    ob_overflow = c.field("ob_overflow", role: .refcount, if: isSplit)
    ob_flags = c.field("ob_flags", .header, if: hasFlags && (isSplit || build.isFreeThreaded))
    if build.isFreeThreaded && !hasFlags { c.fields(UInt16.self, .header, "_padding") }
    ob_mutex = c.field("ob_mutex", .header, if: build.isFreeThreaded)
    ob_gc_bits = c.field("ob_gc_bits", role: .gcLink, if: build.isFreeThreaded)
    ob_ref_local = c.field("ob_ref_local", role: .refcount, if: build.isFreeThreaded)
    ob_ref_shared = c.field("ob_ref_shared", role: .refcount, if: build.isFreeThreaded)
    ob_type = c.field("ob_type")
  }
}

extension PyObject {
  /// `_Py_REF_SHARED_SHIFT`, Include/refcount.h (3.13: Include/object.h): the bits of `ob_ref_shared`
  /// that are flags, below the count.
  @inlinable package static var sharedShift: Int { 2 }

  /// `_PyGC_BITS_TRACKED`, Include/internal/pycore_gc.h: a bit of `ob_gc_bits`.
  package static let isTracked: UInt64 = 1
  /// `_PyGC_BITS_FROZEN`: a bit of `ob_gc_bits`.
  package static let isFrozen: UInt64 = 8

  /// `Py_REFCNT` in free-threaded builds.
  ///
  /// - Parameters:
  ///   - local: `ob_ref_local`.
  ///   - shared: `ob_ref_shared`.
  @inlinable package static func count(local: Int, shared: Int) -> Int {
    local + shared >> sharedShift
  }
}

/// The type of `ob_refcnt`: a `Py_ssize_t`, from 3.14 on in 64-bit builds a `uint32_t`.
public enum Refcount: CType {
  /// C's name.
  public static var cName: String { "Py_ssize_t" }
  /// A reference count.
  public static var role: FieldRole { .refcount }
  /// `sizeof` the count in bytes: 4 where flags stand beside it.
  public static func size(on build: Build) -> Int { isSplit(on: build) ? 4 : build.pointerSize }
  /// The count as a number; only a `Py_ssize_t` can be negative.
  public static func value(of bits: UInt64, on build: Build) -> Int {
    isSplit(on: build)
      ? Int(UInt32(truncatingIfNeeded: bits)) : Py_ssize_t.value(of: bits, on: build)
  }
  static func isSplit(on build: Build) -> Bool {
    build.version >= .v3_14 && build.pointerSize == 8 && !build.isFreeThreaded
  }
}
