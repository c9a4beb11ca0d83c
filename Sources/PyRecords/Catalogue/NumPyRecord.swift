import PyLayout

/// A NumPy structured array: the rows side by side in one block, behind one object.
struct NumPyRecord: Record {
  let id = "numpy"
  let title = "NumPy array row"
  let storesValues = true
  let package: Package? = .numpy

  func obstacle(_ sample: Sample) -> String? { package?.obstacle(on: sample.build) }

  func code(_ sample: Sample) -> Code {
    Code(source: .numpyDtype(sample.fields), make: "numpy.zeros(n, dtype=Point)")
  }

  func note(_ sample: Sample) -> String? {
    "The article counts the rows alone; the array object in front of them is paid once."
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction {
    let type = PyType.ndarray(on: sample.build, numpy: Package.numpy.version(for: sample))
    let header = type.shallowSize() + PyType.ndarrayDimensionsSize(1, on: sample.build)
    // array_sizeof: the struct, a length and a stride for the one dimension, and the data it owns
    let empty = "sys.getsizeof(ob[:0].copy())"
    // From C's malloc
    let dimensions = GlibcMalloc(on: sample.build)
      .chunkSize(of: PyArrayObject_fields.dimensionsRequest(1, on: sample.build))
    return Prediction(
      parts: [
        Part("row", sample.numpyItemSize, "(sys.getsizeof(ob) - \(empty)) // len(ob)")
      ],
      shared: [Part("array", header, empty)], type: type,
      rows: (
        shared: sample.build.allocatedSize(of: [Request(type.shallowSize(), type.domain)])
          + dimensions, stride: sample.numpyItemSize
      ))
  }
}

extension Package {
  static let numpy = Package(
    "numpy",
    lastReleases: [
      LastRelease(below: Version(3, 0), version: Version(1, 16, 6)),
      LastRelease(below: Version(3, 7), version: Version(1, 19, 5)),
      LastRelease(below: Version(3, 8), version: Version(1, 21, 6)),
    ])
}

extension String {
  /// A packed structured type of 4-byte ints.
  static func numpyDtype(_ fields: Fields) -> String {
    let columns = fields.names.map { "('\($0)', numpy.int32)" }.joined(separator: ", ")
    return "import numpy\nPoint = numpy.dtype([\(columns)])"
  }
}

extension Sample {
  /// `itemsize` of the structured type, in bytes.
  var numpyItemSize: Int { fields.names.count * Int32.size(on: build) }
}
