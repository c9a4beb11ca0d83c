import PyLayout

/// One row taken out of a NumPy structured array: an object of its own that views the array.
struct NumPyRowRecord: Record {
  let id = "numpy-row"
  let title = "NumPy row, alone"
  let storesValues = true
  let package: Package? = .numpy

  func obstacle(_ sample: Sample) -> String? { package?.obstacle(on: sample.build) }

  func code(_ sample: Sample) -> Code {
    Code(
      source: .numpyDtype(sample.fields) + "\npoints = numpy.zeros(1, dtype=Point)",
      make: "points[0]")
  }

  func note(_ sample: Sample) -> String? {
    "A row taken out is an object of its own that views the array: sys.getsizeof counts the row's"
      + " bytes, which are the array's, once more."
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    // gentype_sizeof counts the row's bytes too, which are the array's
    let type = PyType.numpyVoid(on: sample.build, numpy: Package.numpy.version(for: sample))
    return Prediction(
      parts: [.instance(type.shallowSize() + sample.numpyItemSize)], type: type,
      elsewhere: "the array's own row")
  }
}
