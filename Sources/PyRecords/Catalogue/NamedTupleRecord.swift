import PyLayout

/// `collections.namedtuple`: a tuple whose class reads items by name.
struct NamedTupleRecord: Record {
  let id = "namedtuple"
  let title = "namedtuple"

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from collections import namedtuple
        Point = namedtuple('Point', \(sample.fields.tuple))
        """, make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction { .namedtuple(sample) }
}
