import PyLayout

/// A dict of its own for each point.
struct DictRecord: Record {
  let id = "dict"
  let title = "dict"

  func obstacle(_ sample: Sample) -> String? { nil }

  func code(_ sample: Sample) -> Code { Code(source: "", make: "{\(sample.fields.items)}") }

  func prediction(_ sample: Sample) -> Prediction {
    let dict = DictState(sample.build, display: sample.fields.names)
    return Prediction(
      parts: [.instance(dict.shallowSize)], type: .dict(on: sample.build),
      elsewhere: "key table of \(dict.keys?.slots ?? 0) slots",
      requests: Array(dict.requests.dropFirst()))
  }
}
