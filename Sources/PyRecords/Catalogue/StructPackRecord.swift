import PyLayout

/// `struct.pack`: the values as C ints in a bytes object.
struct StructPackRecord: Record {
  let id = "struct-pack"
  let title = "struct.pack"
  let storesValues = true

  func code(_ sample: Sample) -> Code {
    let format = "'\(sample.fields.names.count)i'"
    let arguments = ([format] + sample.fields.names.indices.map { "\($0 % 100 + 1)" })
    return Code(source: "import struct", make: "struct.pack(\(arguments.joined(separator: ", ")))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let type = PyType.bytes(on: sample.build)
    let count = sample.fields.names.count * Int32.size(on: sample.build)
    return Prediction(
      parts: [.instance(type.shallowSize(items: count))], type: type,
      block: type.block(items: [("ob_sval", count)]), isShared: count == 0)
  }
}
