import PyLayout
import PyMemory

/// Reading and writing fields: what C does with `->`.
extension Heap {
  /// The value of a field of the struct at an address.
  func get<T: CType>(_ field: Field<T>, of address: Address) throws(PyError) -> T.Value {
    T.value(of: try load(field.size, at: address + field.offset), on: build)
  }

  /// The value of a field of the struct that a pointer leads to.
  func get<T: CType, S>(_ field: Field<T>, of struct: Pointer<S>) throws(PyError) -> T.Value {
    try get(field, of: `struct`.address)
  }

  /// Sets a pointer field of the struct at an address.
  func set<T: CPointer>(
    _ field: Field<T>, of address: Address, to value: Address
  ) throws(PyError) where T.Value == Address {
    try store(value.rawValue, size: field.size, at: address + field.offset)
  }

  /// Sets a field to a reference, which gets a count; what it held is given up: `Py_XSETREF`.
  func replace(
    _ field: Field<Ref>, of object: Address, with value: Address
  ) throws(PyError) {
    let old = try get(field, of: object)
    try xincref(value)
    try set(field, of: object, to: value)
    try xdecref(old)
  }

  /// A new reference to what a field refers to, or to `None`: `PyMember_GetOne` of a `T_OBJECT`.
  func orNone(_ field: Field<Ref>, of object: Address) throws(PyError) -> Address {
    let value = try get(field, of: object)
    let shown = value == .null ? singletons.none : value
    try incref(shown)
    return shown
  }

  /// Sets a pointer field to what it may point at.
  func set<T>(
    _ field: Field<Pointer<T>>, of address: Address, to value: Pointer<T>
  ) throws(PyError) {
    try store(value.address.rawValue, size: field.size, at: address + field.offset)
  }

  /// Sets an integer field of the struct that a pointer leads to.
  func set<T: CType, S>(
    _ field: Field<T>, of struct: Pointer<S>, to value: Int
  ) throws(PyError) {
    try set(field, of: `struct`.address, to: value)
  }

  /// Sets an integer field of the struct at an address.
  func set<T: CType>(_ field: Field<T>, of address: Address, to value: Int) throws(PyError) {
    try store(UInt64(bitPattern: Int64(value)), size: field.size, at: address + field.offset)
  }

  /// The words of memory as it is now, for many accesses in a row.
  var words: HeapWords {
    @inline(__always) get { HeapWords(window: memory.window, pointerSize: pointerSize) }
  }

  /// The pointer at an address.
  @inline(__always) func pointer(at address: Address) throws(PyError) -> Address {
    try words.pointer(at: address)
  }

  /// Sets the pointer at an address.
  @inline(__always) func setPointer(
    at address: Address, to value: Address
  ) throws(PyError) {
    try words.setPointer(at: address, to: value)
  }

  /// The signed number, as wide as a pointer, at an address.
  @inline(__always) func ssize(at address: Address) throws(PyError) -> Int {
    try words.ssize(at: address)
  }

  @inline(__always)
  func load(_ size: Int, at address: Address) throws(PyError) -> UInt64 {
    try words.load(size, at: address)
  }

  @inline(__always)
  func store(_ bits: UInt64, size: Int, at address: Address) throws(PyError) {
    try words.store(bits, size: size, at: address)
  }

  func write(_ bytes: [UInt8], at address: Address) throws(PyError) {
    do throws(MemoryError) {
      try memory.write(bytes, at: address)
    } catch {
      throw PyError(error)
    }
  }

  func bytes(at address: Address, count: Int) throws(PyError) -> [UInt8] {
    do throws(MemoryError) {
      return try memory.bytes(at: address, count: count)
    } catch {
      throw PyError(error)
    }
  }

  func fill(_ byte: UInt8, at address: Address, count: Int) throws(PyError) {
    do throws(MemoryError) {
      try memory.fill(byte, at: address, count: count)
    } catch {
      throw PyError(error)
    }
  }

  func move(_ count: Int, from source: Address, to target: Address) throws(PyError) {
    do throws(MemoryError) {
      try memory.move(count, from: source, to: target)
    } catch {
      throw PyError(error)
    }
  }
}
