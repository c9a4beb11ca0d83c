import PyLayout

/// `float` and `complex`: Objects/floatobject.c, Objects/complexobject.c
extension Heap {
  func newFloat(_ value: Double) throws(PyError) -> Address {
    let object: Address
    if build.version < .v3_0 {
      if freeFloats == .null { freeFloats = try makeFreeList(objectSize: c.float.size) }
      object = freeFloats
      freeFloats = try get(c.object.fields.ob_type, of: object)
    } else {
      object = try allocateObject(builtin.float, size: c.float.size)
    }
    try makeHead(of: object, type: builtin.float)
    try setFloat(object, to: value)
    return object
  }

  func setFloat(_ object: Address, to value: Double) throws(PyError) {
    try store(value.bitPattern, size: 8, at: object + c.float.fields.ob_fval.offset)
  }

  func newComplex(_ real: Double, _ imaginary: Double) throws(PyError) -> Address {
    let object = try allocateObject(builtin.complex, size: c.complex.size)
    try makeHead(of: object, type: builtin.complex)
    try setComplex(object, real, imaginary)
    return object
  }

  func setComplex(_ object: Address, _ real: Double, _ imaginary: Double) throws(PyError) {
    let fields = c.complex.fields
    try store(real.bitPattern, size: 8, at: object + fields.real.offset)
    try store(imaginary.bitPattern, size: 8, at: object + fields.imag.offset)
  }

  func complexValue(of object: Address) throws(PyError) -> (real: Double, imaginary: Double) {
    let fields = c.complex.fields
    return (try get(fields.real, of: object), try get(fields.imag, of: object))
  }
}
