import PyLayout

/// `namedlist.namedlist`: a class with `__slots__`, written by a function.
struct NamedlistRecord: Record {
  let id = "namedlist"
  let title = "namedlist"
  let package: Package? = Package(
    "namedlist",
    preparation: """
      # namedlist 1.8 looks in collections for names that Python 3.10 took away
      import collections
      try:
          import collections.abc
          for name in collections.abc.__all__:
              if not hasattr(collections, name):
                  setattr(collections, name, getattr(collections.abc, name))
      except ImportError:
          pass
      """)

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from namedlist import namedlist
        Point = namedlist('Point', \(sample.fields.tuple))
        """, make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    try .instanceWithSlots(sample, sample.fields.names)
  }
}
