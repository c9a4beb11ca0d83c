/// `PyGenObject`, Include/cpython/genobject.h (up to 3.8: Include/genobject.h)
public struct PyGenObject: CStruct {
  /// The code that it runs; up to 3.11.
  public let gi_code: Field<Ref>?
  /// Whether the frame is yet to start, waits, runs or is over; 3.11 on.
  public let gi_frame_state: Field<Int8>?
  /// The frame itself, a `_PyInterpreterFrame`; 3.11 on.
  public let gi_iframe: ArrayField<Ref>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// bpo-25612, 3.7, added the exception that it handles; 3.11 put the frame inside, and 3.12 took
  /// the code, which the frame has.
  public init(_ c: inout CLayout) { (gi_code, gi_frame_state, gi_iframe) = c.generatorHead("gi") }
}

extension PyGenObject {
  /// `FRAME_CLEARED`, Include/internal/pycore_frame.h (3.11 on): what `gi_frame_state` says of a frame
  /// that is over.
  package static func cleared(on build: Build) -> UInt64 { build.version < .v3_15 ? 4 : 5 }
}

extension CLayout {
  /// `_PyGenObject_HEAD(prefix)`: what generators and coroutines start with; from 3.11 on, all of them.
  mutating func generatorHead(
    _ prefix: String
  ) -> (code: Field<Ref>?, frame_state: Field<Int8>?, iframe: ArrayField<Ref>?) {
    let version = build.version
    _ = head()
    guard version < .v3_11 else {
      let code: Field<Ref>? = field("\(prefix)_code", if: version < .v3_12)
      fields(WeakRef.self, "\(prefix)_weakreflist")
      fields(Ref.self, "\(prefix)_name", "\(prefix)_qualname")
      fields(Ref.self, .bookkeeping, "\(prefix)_exc_state.exc_value")
      fields(PlainPointer.self, "\(prefix)_exc_state.previous_item")
      // make_gen, Objects/genobject.c, leaves as it is what is not of the kind
      let _: Field<Ref> = field(
        "\(prefix)_origin_or_finalizer", .bookkeeping,
        role: prefix == "gi" ? .identity : .unvisited)
      for name in ["hooks_inited", "closed", "running_async"] {
        let _: Field<Int8> = field(
          "\(prefix)_\(name)", .bookkeeping, role: prefix == "ag" ? nil : .identity)
      }
      let state: Field<Int8> = field("\(prefix)_frame_state", .bookkeeping)
      return (code, state, array("\(prefix)_iframe", count: 1))
    }
    fields(Ref.self, "\(prefix)_frame")
    if version < .v3_0 {
      fields(Int32.self, "\(prefix)_running")
    } else if version < .v3_10 {
      fields(Int8.self, "\(prefix)_running")
    }
    let code: Field<Ref> = field("\(prefix)_code")
    fields(WeakRef.self, "\(prefix)_weakreflist")
    if version >= .v3_0 { fields(Ref.self, "\(prefix)_name", "\(prefix)_qualname") }
    if version >= .v3_7 {
      fields(Ref.self, .bookkeeping, "\(prefix)_exc_state.exc_type")
      fields(Ref.self, .bookkeeping, "\(prefix)_exc_state.exc_value")
      fields(Ref.self, .bookkeeping, "\(prefix)_exc_state.exc_traceback")
      fields(PlainPointer.self, "\(prefix)_exc_state.previous_item")
    }
    return (code, nil, nil)
  }
}

extension PyType {
  /// `PyGen_Type`, Objects/genobject.c
  public static func generator(on build: Build) -> PyType {
    generator("generator", PyGenObject.layout(on: build))
  }

  /// `PyCoro_Type`, Objects/genobject.c (3.x)
  public static func coroutine(on build: Build) -> PyType {
    generator("coroutine", PyCoroObject.layout(on: build))
  }

  /// `PyAsyncGen_Type`, Objects/genobject.c (3.6 on)
  public static func asyncGenerator(on build: Build) -> PyType {
    generator("async_generator", PyAsyncGenObject.layout(on: build))
  }

  private static func generator<S: CStruct>(_ name: String, _ layout: StructLayout<S>) -> PyType {
    let weakrefs = layout.rows.first { $0.name.hasSuffix("_weakreflist") }?.offset.rawValue ?? 0
    return layout.build.version < .v3_11
      ? PyType(name, layout, tp_weaklistoffset: weakrefs, flags: .haveGC)
      : PyType(name, endingInFrame: layout, tp_weaklistoffset: weakrefs)
  }
}
