import PyLayout

/// `types.SimpleNamespace`: attributes in a dict of its own.
struct SimpleNamespaceRecord: Record {
  let id = "simplenamespace"
  let title = "SimpleNamespace"

  func obstacle(_ sample: Sample) -> String? {
    sample.build.version.major < 3
      ? "types.SimpleNamespace needs Python 3.3" : tooManyArguments(sample)
  }

  func code(_ sample: Sample) -> Code {
    Code(
      source: "from types import SimpleNamespace",
      make: "SimpleNamespace(\(sample.fields.keywordArguments))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    // namespace_init updates its empty dict from the call's keywords: a clone, or one by one
    let dict = DictState(sample.build, inserting: sample.fields.names.count)
    let type = PyType.simpleNamespace(on: sample.build)
    return Prediction(
      parts: [.instance(type.shallowSize()), .dict(dict.shallowSize)], type: type,
      requests: dict.requests)
  }
}
