public import PyLayout

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

  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    sample.attributesOfPlainClass(staticAttributes: sample.fields.names)
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    .instanceWithDict(sample, attributes(for: sample))
  }
}

extension Record {
  /// What the instance that a sample asks for gets for its attributes.
  public func attributes(for sample: Sample) -> CachedKeys.Attributes? {
    guard let made = attributes(sample) else { return nil }
    return made[max(1, min(sample.nth ?? made.count, made.count)) - 1]
  }
}

extension Sample {
  /// What instances of a class without `__slots__` get, which set the fields.
  ///
  /// - Parameter staticAttributes: the names that the class body's own functions set.
  public func attributesOfPlainClass(staticAttributes: [String]) -> [CachedKeys.Attributes] {
    CachedKeys(of: .plainClass(on: build), staticAttributes: staticAttributes)
      .instances(setting: fields.names)
  }
}

extension Prediction {
  /// An instance of a class without `__slots__`, and its `__dict__`.
  public static func instanceWithDict(
    _ sample: Sample, _ attributes: CachedKeys.Attributes?
  ) -> Prediction {
    let type = PyType.plainClass(on: sample.build)
    return Prediction(
      parts: [.instance(type.shallowSize()), .dict(attributes?.dictSize ?? 0)], type: type,
      block: type.block(
        attributes: attributes?.isSplit == true ? sample.fields.names : [],
        capacity: attributes?.capacity ?? 0, room: attributes?.room ?? 0),
      requests: attributes?.requests ?? [])
  }
}
