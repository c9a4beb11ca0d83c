import PyLayout

/// An attrs class: a plain class with its methods written for it.
struct AttrsRecord: Record {
  let id = "attrs"
  let title = "attrs"
  let package: Package? = .attrs

  func code(_ sample: Sample) -> Code { .attrs(sample, decorator: "attr.s") }

  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    // __init__ comes from exec, not from the class body: the class knows no static attributes
    sample.attributesOfPlainClass(staticAttributes: [])
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    .instanceWithDict(sample, attributes(for: sample))
  }
}

extension Package {
  static let attrs = Package("attrs", module: "attr")
}

extension Code {
  /// A class statement with `attr.ib()` fields under `decorator`.
  static func attrs(_ sample: Sample, decorator: String) -> Code {
    Code(
      source: """
        import attr
        @\(decorator)
        class Point(object):
        \(sample.fields.classBody { "\($0) = attr.ib()" })
        """, make: "Point(\(sample.fields.values))")
  }
}
