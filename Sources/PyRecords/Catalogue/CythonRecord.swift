import PyLayout

/// A Cython `cdef class` of public C ints.
struct CythonRecord: Record {
  let id = "cython"
  let title = "Cython cdef class"
  let storesValues = true
  let package: Package? = Package("cython", module: "Cython")

  func code(_ sample: Sample) -> Code {
    let declaration =
      sample.fields.names.isEmpty ? "" : "    cdef public int \(sample.fields.list)\n"
    return Code(
      extensionSource: "cdef class Point:\n\(declaration)\(sample.fields.initializer)\n",
      source: "", make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let type = PyType.cythonClass(ints: sample.fields.names, on: sample.build)
    return Prediction(parts: [.instance(type.shallowSize())], type: type)
  }
}
