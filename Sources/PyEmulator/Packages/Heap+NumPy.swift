public import PyLayout

/// NumPy's structured arrays: rows of C ints side by side in one block, behind one object.
///
/// multiarray/ctors.c, multiarray/scalarapi.c. What NumPy keeps about the rows' type and about its
/// allocator are objects of its own: here each is only a head, known by its type's name.
extension Heap {
  /// `numpy.zeros(rows, dtype=[(field, numpy.int32), …])`
  ///
  /// - Parameters:
  ///   - rows: how many rows.
  ///   - fields: the fields' names.
  ///   - numpy: NumPy's version, which decides the array's layout; `nil` for the newest known.
  /// - Throws: ``PyError`` `ValueError` for a negative number of rows, for more than can be, or for a
  ///   name that comes twice; `NotImplementedError` for a NumPy before 1.16; `MemoryError` when there is
  ///   no memory for it.
  public func makeStructuredArray(
    rows: Int, fields: [String], numpy: Version? = nil
  ) throws(PyError) -> Object {
    if let numpy, numpy < Version(1, 16) {
      throw PyError(.notImplementedError, "arrays of NumPy \(numpy) are not made here: of 1.16 on")
    }
    guard rows >= 0 else { throw PyError(.valueError, "negative dimensions are not allowed") }
    for (index, name) in fields.enumerated() where fields[..<index].contains(name) {
      throw PyError(.valueError, "field '\(name)' occurs more than once")
    }
    let size = fields.count * Self.intSize
    let (bytes, isTooLarge) = rows.multipliedReportingOverflow(by: size)
    guard !isTooLarge, pointerSize == 8 || max(rows, bytes) <= Int(Int32.max) else {
      throw PyError(
        .valueError,
        "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size."
      )
    }
    let kit = try numPy(numpy)
    let array = try allocateInstance(kit.ndarray)
    let layout = kit.array.fields
    let data: Address
    do throws(PyError) {
      data = try allocate(PyArrayObject_fields.dataRequest(bytes), .libc)
    } catch {
      try freeObject(array, kit.ndarray)
      throw error
    }
    try fill(0, at: data, count: bytes)
    let dimensions = try allocate(
      PyArrayObject_fields.dimensionsRequest(1, on: build), .raw)
    try store(UInt64(rows), size: pointerSize, at: dimensions)
    try store(UInt64(size), size: pointerSize, at: dimensions + pointerSize)
    try set(layout.data, of: array, to: Pointer(data))
    try set(layout.nd, of: array, to: 1)
    try set(layout.dimensions, of: array, to: Pointer(dimensions))
    try set(layout.strides, of: array, to: Pointer(dimensions + pointerSize))
    let descr = try allocateInstance(kit.dtype)
    structures[descr] = fields
    try set(layout.descr, of: array, to: descr)
    // C_CONTIGUOUS, F_CONTIGUOUS, OWNDATA, ALIGNED, WRITEABLE
    try set(layout.flags, of: array, to: 0x507)
    if let handler = layout.mem_handler {
      try set(handler, of: array, to: try allocateInstance(kit.capsule))
    }
    return Object(array, in: self)
  }

  fileprivate static let intSize = 4
  fileprivate static let invalidIndex = PyError(
    .indexError,
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean "
      + "arrays are valid indices")

  /// The types of one version of NumPy, and its structs.
  final class NumPy {
    let version: Version?
    let array: StructLayout<PyArrayObject_fields>
    let scalar: StructLayout<PyVoidScalarObject>
    let ndarray, void, dtype, capsule: TypeObject

    fileprivate init(_ version: Version?, in heap: Heap) throws(PyError) {
      let build = heap.build
      self.version = version
      array = PyArrayObject_fields.layout(on: build, package: version)
      scalar = PyVoidScalarObject.layout(on: build, package: version)
      func make(_ layout: PyType, _ behaviour: any Behaviour) throws(PyError) -> TypeObject {
        let type = TypeObject(
          layout, behaviour, at: try heap.statics.allocate(heap.c.type.size),
          bases: [heap.builtin.object])
        type.mro = [type, heap.builtin.object]
        try heap.addType(type)
        return type
      }
      ndarray = try make(.ndarray(on: build, numpy: version), NDArrayBehaviour())
      void = try make(.numpyVoid(on: build, numpy: version), VoidBehaviour())
      // NEP 42, 1.20: a class for each kind of dtype; 1.25: in a module of their own
      let name =
        switch version {
        case let version? where version < Version(1, 20): "numpy.dtype"
        case let version? where version < Version(1, 25): "numpy.dtype[void]"
        default: "numpy.dtypes.VoidDType"
        }
      dtype = try make(.object(on: build).renamed(name), ForeignBehaviour())
      capsule = try make(.object(on: build).renamed("PyCapsule"), ForeignBehaviour())
    }
  }

  private func numPy(_ version: Version?) throws(PyError) -> NumPy {
    if let known = numPys.first(where: { $0.version == version }) { return known }
    let new = try NumPy(version, in: self)
    numPys.append(new)
    return new
  }

  fileprivate func numPy(of type: TypeObject) throws(PyError) -> NumPy {
    guard let known = numPys.first(where: { $0.ndarray === type || $0.void === type }) else {
      throw PyError(.systemError, "'\(type.name)' is no type of NumPy's")
    }
    return known
  }

  /// A new reference to `array[index]`: `PyArray_Scalar`, a view of the array's own bytes.
  func row(_ index: Int, of array: Address, _ type: TypeObject) throws(PyError) -> Address {
    let kit = try numPy(of: type)
    let rows = try rows(of: array, type)
    let place = index < 0 ? index + rows : index
    guard 0..<rows ~= place else {
      throw PyError(.indexError, "index \(index) is out of bounds for axis 0 with size \(rows)")
    }
    let (fields, layout) = (kit.array.fields, kit.scalar.fields)
    let descr = try get(fields.descr, of: array)
    let size = (structures[descr] ?? []).count * Self.intSize
    let row = try allocateInstance(kit.void)
    try set(layout.ob_base.ob_size, of: row, to: size)
    try set(layout.obval, of: row, to: Pointer(try get(fields.data, of: array) + place * size))
    try set(layout.descr, of: row, to: descr)
    // The array's, but for OWNDATA
    try set(layout.flags, of: row, to: Int(try get(fields.flags, of: array)) & ~4)
    try set(layout.base, of: row, to: array)
    try incref(descr)
    try incref(array)
    return row
  }

  /// `len(array)`
  fileprivate func rows(of array: Address, _ type: TypeObject) throws(PyError) -> Int {
    try ssize(at: try get(try numPy(of: type).array.fields.dimensions, of: array).address)
  }
}

/// `numpy.ndarray`: `PyArray_Type`, multiarray/arrayobject.c
struct NDArrayBehaviour: UnknownBehaviour {
  let kind = TypeObject.Kind.ndarray
  func hasSizeof(on build: Build) -> Bool { true }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    let layout = try heap.numPy(of: type).array.fields
    var references = [
      try heap.get(layout.descr, of: object), try heap.get(layout.base, of: object),
    ]
    if let handler = layout.mem_handler { references.append(try heap.get(handler, of: object)) }
    return references.filter { $0 != .null }
  }

  /// `array_dealloc`: the data and the dimensions.
  func freeBlocks(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    let layout = try heap.numPy(of: type).array.fields
    try heap.free(try heap.get(layout.data, of: object), .libc)
    try heap.free(try heap.get(layout.dimensions, of: object), .raw)
  }

  func sq_length(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) -> Int? {
    try heap.rows(of: object, type)
  }

  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    guard let index = try key.int else { throw Heap.invalidIndex }
    return Object(try heap.row(index, of: object, type), in: heap)
  }
}

/// `numpy.void`, a row of a structured array: `PyVoidArrType_Type`, multiarray/scalartypes.c.src
struct VoidBehaviour: UnknownBehaviour {
  let kind = TypeObject.Kind.void
  func hasSizeof(on build: Build) -> Bool { true }

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] {
    let layout = try heap.numPy(of: type).scalar.fields
    return [try heap.get(layout.descr, of: object), try heap.get(layout.base, of: object)]
      .filter { $0 != .null }
  }

  func mp_subscript(
    _ object: Address, _ key: Object, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Object? {
    Object(try heap.cInt(at: try place(key, of: object, type, heap)), in: heap)
  }

  func mp_ass_subscript(
    _ object: Address, _ key: Object, _ value: Object?, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Bool {
    guard let value else { return false }
    try heap.setCField(
      at: try place(key, of: object, type, heap), to: try value.address)
    return true
  }

  /// Where a field of a row is: `row[name]`.
  private func place(
    _ key: Object, of row: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address {
    let layout = try heap.numPy(of: type).scalar.fields
    let fields = heap.structures[try heap.get(layout.descr, of: row)] ?? []
    guard let name = try key.string else { throw Heap.invalidIndex }
    guard let index = fields.firstIndex(of: name) else {
      throw PyError(.valueError, "no field of name \(name)")
    }
    return try heap.get(layout.obval, of: row) + index * Heap.intSize
  }
}
