public import PyLayout

/// What an object costs on one build, computed without an interpreter.
public struct Estimate: Hashable, Sendable {
  /// The build.
  public let build: Build
  /// What `sys.getsizeof` answers for the object alone, in bytes.
  public let shallow: Int
  /// What `sys.getsizeof` answers for its parts together, its `__dict__` among them, in bytes.
  public let size: Int
  /// What the allocator hands out for one more, its own blocks alone, in bytes.
  public let allocated: Int
  /// The requests for its blocks, the object's own first; none for a row of one block for all.
  public let requests: [Request]

  /// An estimate from its figures.
  package init(build: Build, shallow: Int, size: Int, allocated: Int, requests: [Request]) {
    self.build = build
    self.shallow = shallow.inMemory
    self.size = size.inMemory
    self.allocated = allocated.inMemory
    self.requests = requests
  }
}

extension Estimate {
  /// What the allocator hands out for a number of them, in bytes.
  public func allocated(_ count: Int) -> Int {
    allocated.times(count)
  }

  /// What its blocks are made of, the object's own first: heads by their names, and a rest without one.
  /// None for an object of one block for many.
  public var composition: [[Piece]] {
    requests.enumerated().map { index, request in
      index == 0 ? request.composition(on: build) : [Piece(size: request.size, head: nil)]
    }
  }

  /// A head of an object's block, or what is behind them all.
  public struct Piece: Hashable, Sendable {
    /// How many bytes.
    public let size: Int
    /// `pre-header`, `GC head`, `head`; `nil` for what is behind them.
    public let head: String?
  }

  /// Whether it is made of the same bytes as another.
  func isAlike(_ other: Estimate) -> Bool {
    shallow == other.shallow && size == other.size && allocated == other.allocated
      && composition == other.composition
  }
}

extension Request {
  /// What an object's own block is made of, in bytes.
  fileprivate func composition(on build: Build) -> [Estimate.Piece] {
    let isManaged = domain == .gcObjectWithPreHeader
    let heads = [
      (isManaged ? 2 * build.pointerSize : 0, "pre-header"),
      (isManaged || domain == .gcObject ? build.gcHeadSize : 0, "GC head"),
      (PyObject.layout(on: build).size, "head"),
    ].filter { $0.0 > 0 }
    let rest = size - heads.reduce(0) { $0 + $1.0 }
    return heads.map { Estimate.Piece(size: $0.0, head: $0.1) }
      + (rest > 0 ? [.init(size: rest, head: nil)] : [])
  }
}
