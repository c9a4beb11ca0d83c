import PyLayout

/// A `ctypes.Structure` of C ints, a real C struct behind a Python object.
struct CtypesStructureRecord: Record {
  let id = "ctypes-structure"
  let title = "ctypes.Structure"

  func code(_ sample: Sample) -> Code {
    let fields = sample.fields.names.map { "('\($0)', ctypes.c_int)" }.joined(separator: ", ")
    return Code(
      source: """
        import ctypes
        class Point(ctypes.Structure):
            _fields_ = [\(fields)]
        """, make: "Point(\(sample.fields.values))")
  }

  func settledInstance(on build: Build) -> Int { CachedKeys.settledInstance(on: build) }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let build = sample.build
    let type = PyType.subclass(of: .ctypesStructure(on: build), slots: nil)
    // PyCData_MallocBuffer: what does not fit into b_value gets a block of its own
    let data = sample.fields.names.count * Int32.size(on: build)
    let isInside = data <= CDataObject.layout(on: build).b_value.size
    let buffer = isInside ? [] : [Part("b_ptr", data, "ctypes.sizeof(ob)")]
    let values = sample.attributes(of: type)
    return Prediction(
      parts: [.instance(type.shallowSize())] + buffer, type: type,
      block: type.block(capacity: values.capacity, room: values.room),
      requests: isInside ? [] : [Request(data, .mem)])
  }
}
