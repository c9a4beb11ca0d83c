public import PyLayout
public import PyMemory

extension Inspector {
  @usableFromInline typealias Reason = InspectionError.Reason

  /// No object has more items, slots or characters than this.
  @inlinable static var maximumCount: Int { Int(clamping: 1 << 40 as Int64) }
  /// No type has more bases in its chain, or more members, than this.
  @inlinable static var maximumDepth: Int { 1 << 20 }

  /// The address `offset` bytes further.
  @inline(__always) @inlinable func place(_ base: Address, _ offset: Int) -> Address {
    Address(rawValue: base.rawValue &+ UInt64(truncatingIfNeeded: offset))
  }

  /// The number in the `size` bytes at an offset.
  @inline(__always) @inlinable func bits(
    _ base: Address, _ offset: Int, _ size: Int
  ) throws(Reason) -> UInt64 {
    do {
      // Decided when this is specialised; the call of a requirement would not be inlined. Elsewhere types are
      // compared at once, which a cast does slowly
      if M.self == EmulatedMemory.self, let memory = memory as? EmulatedMemory {
        return try memory.bits(at: place(base, offset), size: size)
      }
      return try memory.bits(at: place(base, offset), size: size)
    } catch {
      throw .unreadable(error)
    }
  }

  /// The pointer-sized number at an offset.
  @inline(__always) @inlinable func word(_ base: Address, _ offset: Int) throws(Reason) -> UInt64 {
    try bits(base, offset, at.pointer)
  }

  /// The pointer at an offset.
  @inline(__always) @inlinable func pointer(_ base: Address, _ offset: Int) throws(Reason)
    -> Address
  {
    Address(rawValue: try word(base, offset))
  }

  /// The `Py_ssize_t` at an offset.
  @inline(__always) @inlinable func ssize(_ base: Address, _ offset: Int) throws(Reason) -> Int {
    let bits = try word(base, offset)
    return at.pointer == 4
      ? Int(Int32(truncatingIfNeeded: bits)) : Int(truncatingIfNeeded: bits)
  }

  /// The `Py_ssize_t` at an offset, checked to be a number of things that an object can hold.
  @inline(__always) @inlinable func count(
    _ base: Address, _ offset: Int, _ name: @autoclosure () -> String
  ) throws(Reason) -> Int {
    let count = try ssize(base, offset)
    guard count >= 0 && count <= Self.maximumCount else { throw .implausible(name(), count) }
    return count
  }

  /// The bytes of a block, once its last one is known to be readable.
  func bytes(at address: Address, count: Int) throws(Reason) -> [UInt8] {
    guard count > 0 else { return [] }
    guard count <= Self.maximumBlock else { throw .implausible("the size of a block", count) }
    _ = try bits(address, count - 1, 1)
    do {
      let bytes = try memory.bytes(at: address, count: count)
      guard bytes.count == count else { throw Reason.noObject("a short read at \(address)") }
      return bytes
    } catch let error as Reason {
      throw error
    } catch let error as MemoryError {
      throw .unreadable(error)
    } catch {
      throw .noObject("\(error)")
    }
  }

  /// The C string at an address, at most `limit` bytes of it.
  func string(at address: Address, limit: Int = 256) throws(Reason) -> String {
    var text: [UInt8] = []
    for offset in 0..<limit {
      let byte = UInt8(truncatingIfNeeded: try bits(address, offset, 1))
      if byte == 0 { break }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The type of an object, which is known to be a type object.
  @inline(__always) @inlinable func typeAddress(of object: Address) throws(Reason) -> Address {
    guard object.rawValue & UInt64(at.pointer - 1) == 0 && object.rawValue != 0 else {
      throw .noObject("no object has that address")
    }
    let type = try pointer(object, at.ob_type)
    try checkIsType(type)
    return type
  }

  /// Throws unless a type object stands at the address: its own type is a subclass of `type`.
  @inline(__always) @inlinable func checkIsType(_ type: Address) throws(Reason) {
    guard type.rawValue & UInt64(at.pointer - 1) == 0 && type.rawValue != 0 else {
      throw .noObject("ob_type is no address of a type")
    }
    let flags = try word(pointer(type, at.ob_type), at.type.tp_flags)
    guard flags & Subclass.type.flag != 0 else {
      throw .noObject("what ob_type points to is no type")
    }
  }
}
