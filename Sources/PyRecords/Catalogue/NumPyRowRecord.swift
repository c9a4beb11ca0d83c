import PyLayout

/// One row taken out of a NumPy structured array: an object of its own that views the array.
struct NumPyRowRecord: Record {
  let id = "numpy-row"
  let title = "NumPy row taken out"
  let package: Package? = .numpy

  func obstacle(_ sample: Sample) -> String? { package?.obstacle(on: sample.build) }

  func code(_ sample: Sample) -> Code {
    Code(
      source: .numpyDtype(sample.fields) + "\npoints = numpy.zeros(1, dtype=Point)",
      make: "points[0]")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    // gentype_sizeof counts the row's bytes too, which are the array's
    let type = PyType.numpyVoid(on: sample.build, numpy: sample.installed)
    return Prediction(
      parts: [.instance(type.shallowSize() + sample.numpyItemSize)], type: type)
  }
}
