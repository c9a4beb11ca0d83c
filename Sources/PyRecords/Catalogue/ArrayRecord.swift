import PyLayout

/// `array.array` of C ints.
struct ArrayRecord: Record {
  let id = "array"
  let title = "array.array"
  let storesValues = true

  func obstacle(_ sample: Sample) -> String? { nil }

  func code(_ sample: Sample) -> Code {
    Code(source: "from array import array", make: "array('i', [\(sample.fields.values)])")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    // array.__sizeof__: the struct and `allocated` items, which from a list are exactly as many
    let type = PyType.array(on: sample.build)
    let items = sample.fields.names.count * Int32.size(on: sample.build)
    return Prediction(
      parts: [.instance(type.shallowSize() + items)], type: type, elsewhere: "items",
      // newarrayobject, Modules/arraymodule.c: PyMem_NEW
      requests: items > 0 ? [Request(items, .mem)] : [])
  }
}
