import PyLayout

/// `recordclass.mutabletuple`: a tuple that can be changed, without a GC head.
struct MutableTupleRecord: Record {
  let id = "mutabletuple"
  let title = "mutabletuple"
  let package: Package? = .recordclass

  func code(_ sample: Sample) -> Code {
    Code(
      source: "from recordclass import mutabletuple",
      make: "mutabletuple(\(sample.fields.values))")
  }

  func note(_ sample: Sample) -> String? {
    "The article's recordclass made this type; since recordclass 0.15 it makes a dataobject."
      + " The article prints the last field as a second y, a slip: it is z."
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    try sample.checkRecordclass()
    return .tuple(
      sample, type: .mutabletuple(on: sample.build),
      items: sample.fields.names.indices.map { "[\($0)]" })
  }
}

extension Package {
  // recordclass 0.15 on does not compile on 2.7, and does not say so to pip
  static let recordclass = Package(
    "recordclass",
    lastReleases: [
      LastRelease(below: Version(3, 0), version: Version(0, 13, 2), isPinned: true)
    ])
}

extension Sample {
  /// recordclass 0.11 took the GC head from its tuples and named them `mutabletuple`.
  func checkRecordclass() throws(NotModelled) {
    if let version = Package.recordclass.version(for: self), version < Version(0, 11) {
      throw NotModelled("recordclass", "\(version)")
    }
  }
}

extension Prediction {
  /// An instance of a subclass of `dataobject`.
  static func dataobject(_ sample: Sample) throws(NotModelled) -> Prediction {
    try sample.checkRecordclass()
    let type = PyType.dataobject(sample.fields.names, on: sample.build)
    return Prediction(parts: [.instance(type.shallowSize())], type: type)
  }
}
