/// `PyBoolScalarObject` … `PyLongDoubleScalarObject`, NumPy's _core/include/numpy/arrayscalars.h: a
/// number of one of C's types.
package struct PyNumberScalarObject<Number: CType>: CStruct {
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Number.self, "obval")
  }
}

/// `PyCFloatScalarObject` … `PyCLongDoubleScalarObject`, NumPy's _core/include/numpy/arrayscalars.h
package struct PyComplexScalarObject<Number: CType>: CStruct {
  package init(_ c: inout CLayout) {
    _ = c.head()
    c.fields(Number.self, "obval.real", "obval.imag")
  }
}

/// `npy_half`, NumPy's _core/include/numpy/npy_common.h: a float of 16 bits, in an integer.
package enum npy_half: CType {
  package static var cName: String { "npy_half" }
  package static func size(on build: Build) -> Int { 2 }
  package static func value(of bits: UInt64, on build: Build) -> UInt16 {
    UInt16(truncatingIfNeeded: bits)
  }
}
