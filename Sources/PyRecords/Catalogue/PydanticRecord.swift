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

  func settledInstance(on build: Build) -> Int { CachedKeys.settledInstance(on: build) }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let build = sample.build
    let count = sample.fields.names.count
    let isV1 = Package.pydantic.version(for: sample).map { $0 < Version(2, 0) } ?? false
    // __slots__ of BaseModel, pydantic/main.py; in v1 ModelMetaclass gives each model empty ones
    let names =
      isV1
      ? ["__fields_set__"]
      : ["__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__"]
    let base = PyType.slotsClass(["__dict__"] + names, on: build)
    let type = PyType.subclass(of: base, slots: isV1 ? [] : nil)
    // Both fill a dict and a set one by one: validate_model; model_fields.rs of pydantic-core
    let dict = DictState(build, inserting: count)
    let set = SetState(build, adding: count)
    let fieldsSet = isV1 ? "__fields_set__" : "__pydantic_fields_set__"
    let values = sample.attributes(of: type)
    return Prediction(
      parts: [
        .instance(type.shallowSize()), .dict(dict.shallowSize),
        Part(
          fieldsSet, set.shallowSize,
          "sys.getsizeof(ob.__pydantic_fields_set__"
            + " if hasattr(ob, '__pydantic_fields_set__') else ob.__fields_set__)"),
      ], type: type, block: type.block(capacity: values.capacity, room: values.room),
      requests: dict.requests + set.requests)
  }
}

extension Package {
  static let pydantic = Package(
    "pydantic", from: Version(3, 6),
    lastReleases: [LastRelease(below: Version(3, 7), version: Version(1, 9, 2))])
}
