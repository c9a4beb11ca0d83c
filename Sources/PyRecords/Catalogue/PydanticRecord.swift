import PyLayout

/// A pydantic model: values in a dict of its own, and a set of the names that were given.
struct PydanticRecord: Record {
  let id = "pydantic"
  let title = "pydantic model"
  let package: Package? = .pydantic

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from pydantic import BaseModel
        class Point(BaseModel):
        \(sample.fields.classBody { "\($0): int" })
        """, make: "Point(\(sample.fields.keywordArguments))")
  }

  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    CachedKeys(of: type(sample)).instances(setting: [])
  }

  private func isV1(_ sample: Sample) -> Bool {
    Package.pydantic.version(for: sample).map { $0 < Version(2, 0) } ?? false
  }

  /// `__slots__` of BaseModel, pydantic/main.py; in v1 ModelMetaclass gives each model empty ones.
  private func type(_ sample: Sample) -> PyType {
    let isV1 = isV1(sample)
    let names =
      isV1
      ? ["__fields_set__"]
      : ["__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__"]
    let base = PyType.slotsClass(["__dict__"] + names, on: sample.build)
    return PyType.subclass(of: base, slots: isV1 ? [] : nil)
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let build = sample.build
    let count = sample.fields.names.count
    let type = type(sample)
    // Both fill a dict and a set one by one: validate_model; model_fields.rs of pydantic-core
    let dict = DictState(build, inserting: count)
    let set = SetState(build, adding: count)
    let fieldsSet = isV1(sample) ? "__fields_set__" : "__pydantic_fields_set__"
    let values = attributes(for: sample)
    return Prediction(
      parts: [
        .instance(type.shallowSize()), .dict(dict.shallowSize),
        Part(
          fieldsSet, set.shallowSize,
          "sys.getsizeof(ob.__pydantic_fields_set__"
            + " if hasattr(ob, '__pydantic_fields_set__') else ob.__fields_set__)"),
      ], type: type, block: type.block(capacity: values?.capacity ?? 0, room: values?.room ?? 0),
      requests: dict.requests + set.requests)
  }
}

extension Package {
  static let pydantic = Package(
    "pydantic", from: Version(3, 6),
    lastReleases: [LastRelease(below: Version(3, 7), version: Version(1, 9, 2))])
}
