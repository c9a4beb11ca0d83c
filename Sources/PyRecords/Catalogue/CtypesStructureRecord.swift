import PyLayout

/// A `ctypes.Structure` of C ints, a real C struct behind a Python object.
struct CtypesStructureRecord: Record {
  let id = "ctypes-structure"
  let title = "ctypes.Structure"
  let storesValues = true

  func code(_ sample: Sample) -> Code {
    let fields = sample.fields.names.map { "('\($0)', ctypes.c_int)" }.joined(separator: ", ")
    return Code(
      source: """
        import ctypes
        class Point(ctypes.Structure):
            _fields_ = [\(fields)]
        """, make: "Point(\(sample.fields.values))")
  }

  func attributes(_ sample: Sample) -> [CachedKeys.Attributes]? {
    CachedKeys(of: Self.type(on: sample.build)).instances(setting: [])
  }

  private static func type(on build: Build) -> PyType {
    .subclass(of: .ctypesStructure(on: build), slots: nil)
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let build = sample.build
    let type = Self.type(on: build)
    // PyCData_MallocBuffer: what does not fit into b_value gets a block of its own
    let data = sample.fields.names.count * Int32.size(on: build)
    let isInside = data <= CDataObject.layout(on: build).b_value.size
    let buffer = isInside ? [] : [Part("b_ptr", data, "ctypes.sizeof(ob)")]
    let values = attributes(for: sample)
    return Prediction(
      parts: [.instance(type.shallowSize())] + buffer, type: type,
      block: type.block(capacity: values?.capacity ?? 0, room: values?.room ?? 0),
      requests: isInside ? [] : [Request(data, .mem)])
  }
}
