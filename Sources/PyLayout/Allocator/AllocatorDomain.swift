/// Which of CPython's functions a block is requested from: `PyMemAllocatorDomain`, Include/pymem.h.
///
/// The kinds of objects go to the same functions; a free-threaded build keeps each in a heap of its
/// own.
public enum AllocatorDomain: Int, Hashable, Sendable, CaseIterable {
  /// `PyMem_RawMalloc`; in 2.7, which has none, C's own `malloc`.
  case raw
  /// `PyMem_Malloc`.
  case mem
  /// `PyObject_Malloc`, for an object without GC head or for no object at all.
  case object
  /// `PyObject_Malloc`, for an object that the collector knows.
  case gcObject
  /// The same, for one whose dict and weak references stand before it.
  case gcObjectWithPreHeader
  /// C's own `malloc`, which no hook wraps: what packages written in C call directly.
  case libc
}

extension AllocatorDomain {
  /// Who serves requests of a domain.
  public enum Server: Hashable, Sendable {
    /// Objects/obmalloc.c, up to 512 bytes; what is larger goes to `malloc`.
    case pymalloc
    /// The C library.
    case malloc
    /// Objects/mimalloc, the only one of free-threaded builds.
    case mimalloc
  }

  /// Who serves the domain's requests: `PYRAW_ALLOC`, `PYMEM_ALLOC`, `PYOBJ_ALLOC`,
  /// Objects/obmalloc.c.
  ///
  /// In 2.7 `PyMem_MALLOC` is `malloc`, in debug builds behind hooks: Include/pymem.h.
  public func server(on build: Build) -> Server {
    switch self {
    case .libc: return .malloc
    // gh-144914: free-threaded builds use it for all domains from 3.15 on
    case .raw where build.isFreeThreaded && build.version >= .v3_15: return .mimalloc
    case .raw: return .malloc
    case _ where build.isFreeThreaded: return .mimalloc
    case .mem: return build.version < .v3_0 ? .malloc : .pymalloc
    case .object, .gcObject, .gcObjectWithPreHeader: return .pymalloc
    }
  }
}

extension Build {
  /// Bytes that a request takes from memory: the allocator's block, its own bookkeeping within it
  /// and the debug hooks' bytes included.
  ///
  /// - Parameters:
  ///   - request: the bytes asked for, from the first byte of the block: pre-header and GC head
  ///     included; less than none count as none, more than 2**47 as 2**47.
  ///   - domain: which functions were asked.
  ///   - debugHooks: whether they are wrapped; debug builds always are, others with
  ///     `PYTHONMALLOC=debug`.
  public func allocatedSize(
    of request: Int, in domain: AllocatorDomain = .object, debugHooks: Bool? = nil
  ) -> Int {
    switch asked(for: request, in: domain, debugHooks: debugHooks ?? isDebug) {
    case .block(let size): size
    case .malloc(let request): GlibcMalloc(on: self).chunkSize(of: request)
    }
  }

  /// The least and the most that a request may take in a process that has asked and freed before:
  /// ``GlibcMalloc/chunkSizes(of:)``.
  public func allocatedSizes(
    of request: Int, in domain: AllocatorDomain = .object
  ) -> ClosedRange<Int> {
    switch asked(for: request, in: domain, debugHooks: isDebug) {
    case .block(let size): size...size
    case .malloc(let request): GlibcMalloc(on: self).chunkSizes(of: request)
    }
  }

  private enum Asked {
    /// A block of a size class.
    case block(Int)
    /// A number of bytes of C's `malloc`.
    case malloc(Int)
  }

  private func asked(
    for request: Int, in domain: AllocatorDomain, debugHooks: Bool
  ) -> Asked {
    func hooked(_ request: Int, _ domain: AllocatorDomain) -> Int {
      request + (debugHooks ? DebugHooks(on: self, in: domain)?.extraBytes ?? 0 : 0)
    }
    let request = hooked(request.inMemory, domain)
    switch domain.server(on: self) {
    case .mimalloc: return .block(Mimalloc(on: self).blockSize(of: request))
    case .malloc: return .malloc(request)
    case .pymalloc:
      if let size = Pymalloc(on: self).blockSize(of: request) { return .block(size) }
      // From 3.5 on it asks PyMem_RawMalloc, which is hooked as well: _PyObject_Malloc
      return .malloc(version < .v3_0 ? request : hooked(request, .raw))
    }
  }

  /// Who serves a request in the end.
  package func server(of request: Request) -> AllocatorDomain.Server {
    asksMalloc(for: request) ? .malloc : request.domain.server(on: self)
  }

  /// Whether C's `malloc` serves a request in the end: what is too large for pymalloc as well.
  package func asksMalloc(for request: Request) -> Bool {
    switch asked(for: request.size, in: request.domain, debugHooks: isDebug) {
    case .block: false
    case .malloc: true
    }
  }
}
