import PyLayout

/// `msgspec.Struct`: a class with `__slots__`, with or without a GC head.
struct MsgspecRecord: Record {
  let id: String
  let gc: Bool
  var title: String { gc ? "msgspec.Struct" : "msgspec gc=False" }
  let package: Package? = Package("msgspec", from: Version(3, 8))

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        import msgspec
        class Point(msgspec.Struct\(gc ? "" : ", gc=False")):
        \(sample.fields.classBody { "\($0): int" })
        """, make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    // StructMeta_new, msgspec/_core.c: the fields become slots; gc=False clears HAVE_GC
    let type = PyType.slotsClass(sample.fields.names, on: sample.build)
    let kept = gc ? type : type.without(.haveGC)
    return Prediction(parts: [.instance(kept.shallowSize())], type: kept)
  }
}
