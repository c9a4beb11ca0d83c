import PyLayout

/// A class whose `__init__` sets the fields on `self`.
struct ClassRecord: Record {
  let id = "class"
  let title = "class instance"

  func code(_ sample: Sample) -> Code {
    let header = classHeader("Point", on: sample.build)
    return Code(
      source: "\(header)\n\(sample.fields.initializer)", make: "Point(\(sample.fields.values))")
  }

  func note(_ sample: Sample) -> String? {
    switch sample.build.version {
    case ..<Version(3, 11):
      "The article lists __weakref__ before __dict__; in memory the dict comes first."
    case ..<Version(3, 12):
      "The article has __dict__ inside the object; since 3.11 it stands before the GC head, and the"
        + " first instances of a class have larger dicts than the later ones."
    default:
      "The article has __dict__ and __weakref__ inside the object; since 3.12 both stand before the"
        + " GC head, and the first instances of a class have larger dicts than the later ones."
    }
  }

  func settledInstance(on build: Build) -> Int { CachedKeys.settledInstance(on: build) }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    .instanceWithDict(sample, staticAttributes: sample.fields.names)
  }
}

extension Sample {
  /// What its instance of a fresh class gets for the attributes that each instance sets.
  ///
  /// - Parameter staticAttributes: the names that the class body's own functions set.
  func attributes(
    of type: PyType, setting names: [String] = [], staticAttributes: [String] = []
  ) -> CachedKeys.Attributes {
    var keys = CachedKeys(of: type, staticAttributes: staticAttributes)
    for _ in 1..<max(1, min(nth, CachedKeys.settledInstance(on: build))) {
      _ = keys.makeInstance(setting: names)
    }
    return keys.makeInstance(setting: names)
  }
}

extension Prediction {
  /// An instance of a class without `__slots__`, and its `__dict__`.
  ///
  /// - Parameter staticAttributes: the names that the class body's own functions set.
  static func instanceWithDict(_ sample: Sample, staticAttributes: [String]) -> Prediction {
    let type = PyType.plainClass(on: sample.build)
    let names = sample.fields.names
    let attributes = sample.attributes(
      of: type, setting: names, staticAttributes: staticAttributes)
    return Prediction(
      parts: [.instance(type.shallowSize()), .dict(attributes.dictSize)], type: type,
      block: type.block(
        attributes: attributes.isSplit ? names : [], capacity: attributes.capacity,
        room: attributes.room),
      requests: attributes.requests)
  }
}
