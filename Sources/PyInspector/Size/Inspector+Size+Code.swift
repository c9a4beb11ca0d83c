public import PyLayout

extension Inspector {
  /// `code_sizeof`, Objects/codeobject.c (3.x)
  @inlinable func codeSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    // _PyObject_VAR_SIZE, from 3.11 on the only items
    var size = try (objectSize(object, type) + at.pointer - 1) / at.pointer * at.pointer
    let extra = try pointer(object, at.code.co_extra)
    if extra.rawValue != 0 {
      // ce_size; the first item is at the end of the head
      size += try at.code.extraHead + count(extra, 0, "ce_size") * at.pointer
    }
    guard at.code.co_nlocalsplus == nil else { return size }
    let cellvars = try pointer(object, at.code.co_cellvars)
    // A Py_ssize_t each, also in 3.6, where an item takes a byte
    if try pointer(object, at.code.co_cell2arg).rawValue != 0 && cellvars.rawValue != 0 {
      size += try count(cellvars, at.ob_size, "ob_size") * at.pointer
    }
    guard let opcache = at.code.co_opcache, try pointer(object, opcache).rawValue != 0 else {
      return size
    }
    // A byte for each instruction of two bytes, and the caches
    let code = try pointer(object, at.code.co_code)
    size += try count(code, at.ob_size, "ob_size") / 2
    return try size + Int(bits(object, at.code.co_opcache_size, 1)) * at.code.opcache
  }

  /// The items of a frame that runs the code: its variables and its stack.
  @inlinable func frameSlots(_ code: Address) throws(Reason) -> Int {
    let stack = try int(code, at.code.co_stacksize, "co_stacksize")
    if let co_nlocalsplus = at.code.co_nlocalsplus {
      return try stack + int(code, co_nlocalsplus, "co_nlocalsplus")
    }
    let cells = try count(pointer(code, at.code.co_cellvars), at.ob_size, "ob_size")
    let free = try count(pointer(code, at.code.co_freevars), at.ob_size, "ob_size")
    return try stack + int(code, at.code.co_nlocals, "co_nlocals") + cells + free
  }

  /// `frame_sizeof`, Objects/frameobject.c
  @inlinable func frameSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    let first = try pointer(object, at.code.frame)
    guard at.code.co_nlocalsplus == nil else {
      return try basicsize(type) + frameSlots(untagged(first, at.code.f_code)) * at.pointer
    }
    // f_localsplus has one item in the struct
    return try basicsize(type) + (frameSlots(first) - 1) * at.pointer
  }

  /// `gen_sizeof`, Objects/genobject.c (3.11 on): the frame is in the generator.
  @inlinable func generatorSize(_ object: Address, _ type: Address) throws(Reason) -> Int {
    try basicsize(type) + frameSlots(untagged(object, at.code.gi_code)) * at.pointer
  }

  /// A `_PyStackRef`, whose lowest bits are no part of the address: 3.14 on.
  @inlinable func untagged(_ base: Address, _ offset: Int) throws(Reason) -> Address {
    Address(rawValue: try word(base, offset) & ~UInt64(at.pointer - 1))
  }

  /// The C `int` at an offset, checked to be a number of things that an object can hold.
  @inlinable func int(
    _ base: Address, _ offset: Int, _ name: @autoclosure () -> String
  ) throws(Reason) -> Int {
    let count = Int(Int32(truncatingIfNeeded: try bits(base, offset, 4)))
    guard count >= 0 else { throw .implausible(name(), count) }
    return count
  }
}
