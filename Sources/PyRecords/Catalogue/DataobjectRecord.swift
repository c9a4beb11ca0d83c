import PyLayout

/// A subclass of `recordclass.dataobject`: a head and the fields, no GC head.
struct DataobjectRecord: Record {
  let id = "dataobject"
  let title = "dataobject"
  let package: Package? = .recordclass

  func code(_ sample: Sample) -> Code {
    let body =
      sample.build.version.major < 3
      ? "    __fields__ = \(sample.fields.tuple)" : sample.fields.classBody { "\($0): int" }
    return Code(
      source: """
        from recordclass import dataobject
        class Point(dataobject):
        \(body)
        """, make: "Point(\(sample.fields.values))")
  }

  func note(_ sample: Sample) -> String? {
    "The article prints the last field as a second y, a slip: it is z."
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction { try .dataobject(sample) }
}
