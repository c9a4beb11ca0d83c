/// A type of NumPy's scalars whose values are all of one size.
package struct NumPyScalar: Sendable {
  /// Bytes of a value: `dtype.itemsize`.
  package let itemsize: Int
  /// The struct that one is, and its bytes.
  package let rows: [FieldRow]
  /// Bytes of the struct.
  package let size: Int

  /// - Parameter tp_name: the type's name: `numpy.float64`. NumPy names C's types by their bits, and
  ///   that of two which are alike as C does: `longlong`.
  /// - Returns: `nil` where NumPy has no such type, or one whose values differ in size.
  package init?(tp_name: String, on build: Build) {
    guard tp_name.hasPrefix("numpy.") else { return nil }
    let name = tp_name.dropFirst(6)
    let long = LongDouble.size(on: build)
    switch name {
    case "bool", "bool_": self.init(UInt8.self, on: build)
    case "int8": self.init(Int8.self, on: build)
    case "uint8": self.init(UInt8.self, on: build)
    case "int16": self.init(Int16.self, on: build)
    case "uint16": self.init(UInt16.self, on: build)
    case "int32", "intc": self.init(Int32.self, on: build)
    case "uint32", "uintc": self.init(UInt32.self, on: build)
    case "int64", "longlong": self.init(Int64.self, on: build)
    case "uint64", "ulonglong": self.init(UInt64.self, on: build)
    case "float16": self.init(npy_half.self, on: build)
    case "float32": self.init(Float.self, on: build)
    case "float64": self.init(Double.self, on: build)
    case "longdouble", "float\(long * 8)": self.init(LongDouble.self, on: build)
    case "complex64": self.init(complex: Float.self, on: build)
    case "complex128": self.init(complex: Double.self, on: build)
    case "clongdouble", "complex\(long * 16)": self.init(complex: LongDouble.self, on: build)
    case "datetime64", "timedelta64":
      self.init(PyDatetimeScalarObject.layout(on: build), itemsize: 8)
    default: return nil
    }
  }

  private init<Number: CType>(_ type: Number.Type, on build: Build) {
    let layout = PyNumberScalarObject<Number>.layout(on: build)
    self.init(layout, itemsize: Number.size(on: build))
  }

  private init<Number: CType>(complex type: Number.Type, on build: Build) {
    let layout = PyComplexScalarObject<Number>.layout(on: build)
    self.init(layout, itemsize: 2 * Number.size(on: build))
  }

  private init<S: CStruct>(_ layout: StructLayout<S>, itemsize: Int) {
    self.itemsize = itemsize
    rows = layout.rows
    size = layout.size
  }
}
