import PyLayout

/// `dataclasses.dataclass`: a plain class with its methods written for it.
struct DataclassRecord: Record {
  let id = "dataclass"
  let title = "dataclass"

  func obstacle(_ sample: Sample) -> String? {
    sample.build.version < Version(3, 7) ? "dataclasses needs Python 3.7" : nil
  }

  func code(_ sample: Sample) -> Code { .dataclass(sample, decorator: "dataclass") }

  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    // __init__ comes from exec, not from the class body: the class knows no static attributes
    sample.attributesOfPlainClass(staticAttributes: [])
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    .instanceWithDict(sample, attributes(for: sample))
  }
}

extension Code {
  /// A class statement with annotated fields under `decorator`.
  static func dataclass(_ sample: Sample, decorator: String) -> Code {
    Code(
      source: """
        from dataclasses import dataclass
        @\(decorator)
        class Point:
        \(sample.fields.classBody { "\($0): int" })
        """, make: "Point(\(sample.fields.values))")
  }
}
