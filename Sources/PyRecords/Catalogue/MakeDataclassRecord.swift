import PyLayout

/// `recordclass.make_dataclass`: the dataobject's subclass, written by a function.
struct MakeDataclassRecord: Record {
  let id = "make-dataclass"
  let title = "make_dataclass"
  let package: Package? = .recordclass

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from recordclass import make_dataclass
        Point = make_dataclass('Point', \(sample.fields.tuple))
        """, make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction { try .dataobject(sample) }
}
