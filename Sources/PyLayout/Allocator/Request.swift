/// A request for a block.
public struct Request: Hashable, Sendable {
  /// Bytes from the block's first one on: pre-header and GC head included.
  public let size: Int
  /// Which of CPython's functions is asked.
  public let domain: AllocatorDomain

  /// A number of bytes, and the functions that are asked for them.
  public init(_ size: Int, _ domain: AllocatorDomain) {
    self.size = size.inMemory
    self.domain = domain
  }
}

extension Build {
  /// Bytes that requests take from memory together: ``allocatedSize(of:in:debugHooks:)``.
  public func allocatedSize(of requests: [Request]) -> Int {
    requests.reduce(0) { $0.adding(allocatedSize(of: $1.size, in: $1.domain)) }
  }

  /// The least and the most that requests may take together: ``allocatedSizes(of:in:)``.
  public func allocatedSizes(of requests: [Request]) -> ClosedRange<Int> {
    requests.reduce(0...0) { sum, request in
      let sizes = allocatedSizes(of: request.size, in: request.domain)
      return sum.lowerBound.adding(sizes.lowerBound)...sum.upperBound.adding(sizes.upperBound)
    }
  }
}

extension PyType {
  /// Which functions give the blocks of its instances: `PyType_GenericAlloc`, `_PyObject_GC_New`.
  public var domain: AllocatorDomain { flags.domain }

  /// The request for an instance's block: `PyType_GenericAlloc`, Objects/typeobject.c, makes room
  /// for one item more in those of classes.
  ///
  /// - Parameter block: the instance's block.
  public func request(for block: BlockLayout) -> Request {
    let spare = flags.contains(.heapType) ? tp_itemsize : 0
    return Request(block.size + spare, domain)
  }
}

extension PyType.Flags {
  /// Which functions give the blocks of instances of a type with these flags.
  package var domain: AllocatorDomain {
    if hasPreHeader { return .gcObjectWithPreHeader }
    return contains(.haveGC) ? .gcObject : .object
  }
}

extension DictState {
  /// The requests for its blocks: the dict, and the table that is its own.
  public var requests: [Request] {
    let dict = PyType.dict(on: build)
    return [Request(dict.shallowSize(), dict.domain)]
      + (tableSize > 0 ? [Request(tableSize, .keyTable(on: build))] : [])
  }
}

extension SetState {
  /// The requests for its blocks: the set, and a table that it has no room for.
  public var requests: [Request] {
    let set = PyType.set(on: build)
    return [Request(set.shallowSize(), set.domain)]
      // set_table_resize, Objects/setobject.c: PyMem_NEW
      + (tableSize > 0 ? [Request(tableSize, .mem)] : [])
  }
}

extension AllocatorDomain {
  /// `new_keys_object`, Objects/dictobject.c: `PyMem_Malloc` from 3.13 on, and for 2.7's `ma_table`.
  package static func keyTable(on build: Build) -> AllocatorDomain {
    build.version < .v3_13 && build.version >= .v3_0 ? .object : .mem
  }
}
