import PyLayout

/// `dataclass(slots=True)`: the dataclass made anew with `__slots__`.
struct DataclassSlotsRecord: Record {
  let id = "dataclass-slots"
  let title = "dataclass slots"

  func obstacle(_ sample: Sample) -> String? {
    sample.build.version < Version(3, 10) ? "dataclass(slots=True) needs Python 3.10" : nil
  }

  func code(_ sample: Sample) -> Code { .dataclass(sample, decorator: "dataclass(slots=True)") }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    try .instanceWithSlots(sample, sample.fields.names)
  }
}
