import PyLayout

/// `recordclass.recordclass`: in the article a mutabletuple, since 0.15 a dataobject.
struct RecordclassRecord: Record {
  let id = "recordclass"
  let title = "recordclass"
  let package: Package? = .recordclass

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from recordclass import recordclass
        Point = recordclass('Point', \(sample.fields.tuple))
        """, make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let version = Package.recordclass.version(for: sample)
    let isMutableTuple = version.map { $0 < Version(0, 15) } ?? false
    try sample.checkRecordclass()
    guard isMutableTuple else { return try .dataobject(sample) }
    // recordclass 0.13: a class over mutabletuple, without a GC head as its base is
    let type = PyType.subclass(of: .mutabletuple(on: sample.build), slots: []).without(.haveGC)
    return .tuple(sample, type: type, items: sample.fields.names)
  }
}
