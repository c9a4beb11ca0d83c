public import PyLayout
internal import PyMemory

extension Inspector {
  /// Bytes that the allocator has given for a block, read where it keeps account of them: in the
  /// head of pymalloc's pool, of mimalloc's page, or of glibc's chunk.
  ///
  /// - Parameter domain: which functions were asked.
  /// - Returns: `nil` for what it does not list, such as a static object.
  public func allocatedSize(of block: Block, in domain: AllocatorDomain) -> Int? {
    // For many blocks of one size the first one's account is read
    let one = block.size / max(1, block.count)
    return allocatedSize(ofBlockAt: block.address, asked: one, in: domain)
      .map { $0 * block.count }
  }

  /// The same of a block that starts at an address.
  package func allocatedSize(ofBlockAt address: Address, _ request: Request) -> Int? {
    allocatedSize(ofBlockAt: address, asked: request.size, in: request.domain)
  }

  /// - Parameter asked: bytes that the block has at least.
  func allocatedSize(
    ofBlockAt address: Address, asked: Int, in domain: AllocatorDomain
  ) -> Int? {
    let hooks = build.isDebug ? DebugHooks(on: build, in: domain) : nil
    let start = place(address, -(hooks?.headSize ?? 0))
    let request = asked + (hooks?.extraBytes ?? 0)
    switch domain.server(on: build) {
    case .mimalloc: return pageBlockSize(at: start, request)
    case .malloc:
      if let size = chunkSize(at: start, request) { return size }
      // numpy/numpy#30846: from NumPy 2.5 on PyMem_RawMalloc, where it was malloc
      return domain == .libc
        ? allocatedSize(ofBlockAt: address, asked: asked, in: .raw) : nil
    case .pymalloc:
      if let size = poolBlockSize(at: start) { return size }
      // pymalloc asks PyMem_RawMalloc, which is hooked as well: _PyObject_Malloc,
      // Objects/obmalloc.c
      let raw = build.isDebug && !is2 ? DebugHooks(on: build, in: .raw) : nil
      return chunkSize(at: place(start, -(raw?.headSize ?? 0)), request + (raw?.extraBytes ?? 0))
    }
  }

  /// Bytes of pymalloc's block at an address; `nil` where none starts.
  ///
  /// CPython looks an address up among its arenas, `address_in_range`, Objects/obmalloc.c, which no
  /// symbol leads to; a pool's head says so much about its blocks that other bytes do not pass for
  /// one.
  private func poolBlockSize(at address: Address) -> Int? {
    let sizes = Pymalloc(on: build)
    let offset = Int(address.rawValue % UInt64(sizes.poolSize))
    let start = place(address, -offset)
    guard let pool = try? View(pool_header.self, on: build, at: start, in: memory) else {
      return nil
    }
    let sizeClass = Int(pool[\.szidx])
    guard sizeClass < sizes.sizeClassCount else { return nil }
    let size = sizes.blockSize(ofClass: sizeClass)
    let last = Int(pool[\.maxnextoffset])
    let isPool =
      last == sizes.poolSize - size
      && (1...sizes.blocksPerPool(ofClass: sizeClass)).contains(Int(pool[\.count]))
      && offset >= sizes.poolOverhead && (offset - sizes.poolOverhead) % size == 0
      && Int(pool[\.nextoffset]) > offset
    return isPool ? size : nil
  }

  /// Bytes of mimalloc's block at an address; `nil` where none of that size starts.
  ///
  /// `_mi_ptr_page`, Include/internal/mimalloc/mimalloc/internal.h: a segment starts at a multiple
  /// of its size with the descriptions of its slices, and each says where its page's is.
  private func pageBlockSize(at address: Address, _ request: Int) -> Int? {
    let sizes = Mimalloc(on: build)
    let inSegment = Int(address.rawValue % UInt64(sizes.segmentSize))
    let segment = place(address, -inSegment)
    let stride = mi_page_t.layout(on: build).size
    let slices = mi_segment_t.layout(on: build).slices.slice_count.offset.rawValue
    let slice = slices + inSegment / sizes.sliceSize * stride
    func page(_ offset: Int) -> View<mi_page_t>? {
      try? View(mi_page_t.self, on: build, at: place(segment, offset), in: memory)
    }
    guard let back = page(slice).map({ Int($0[\.slice_offset]) }), back % stride == 0,
      back <= slice - slices, let page = page(slice - back), page[\.slice_count] > 0
    else { return nil }
    let size = Int(page[\.xblock_size])
    let start = (slice - back - slices) / stride * sizes.sliceSize + sizes.pageStart(ofBlocks: size)
    guard size >= max(request, 1), inSegment >= start, (inSegment - start) % size == 0,
      (inSegment - start) / size < Int(page[\.capacity])
    else { return nil }
    return size
  }

  /// Bytes of glibc's chunk whose block is at an address, its head included; `nil` where none is.
  ///
  /// `struct malloc_chunk`, malloc/malloc.c: `mchunk_size` stands before the block, its three low
  /// bits are flags. It is what was asked for, rounded, and a rest too small to be a chunk of its
  /// own; what is kept for reuse may be larger. The next chunk says that this one is in use.
  private func chunkSize(at address: Address, _ request: Int) -> Int? {
    let chunk = GlibcMalloc(on: build)
    guard address.rawValue % UInt64(GlibcMalloc.alignment) == 0,
      let word = try? word(address, -at.pointer)
    else { return nil }
    let size = Int(clamping: word & ~7)
    let isMapped = word & 2 != 0
    if isMapped { return size == chunk.mappedSize(of: chunk.paddedSize(of: request)) ? size : nil }
    let least = chunk.paddedSize(of: request)
    guard size % GlibcMalloc.alignment == 0, (least...2 * least).contains(size),
      let next = try? self.word(address, size - at.pointer), next & 1 == 1
    else { return nil }
    return size
  }
}
