internal import PyLayout

extension Offsets {
  /// Types of `io`, `pickle`, `ctypes`, `parser`.
  @usableFromInline struct OfStreams: Sendable {
    @usableFromInline let buf: Int
    /// 2.7: how many bytes `buf` points to.
    @usableFromInline let buf_size: Int?
    @usableFromInline let buffer: Int
    @usableFromInline let buffer_size: Int
    @usableFromInline let pickler_memo: Int
    @usableFromInline let output_buffer: Int
    @usableFromInline let memoTable: Int
    @usableFromInline let mt_allocated: Int
    @usableFromInline let unpickler: OfUnpickler
    @usableFromInline let stgdict: OfStgDict
    /// Of a `SimpleQueue`.
    @usableFromInline let items_cap: Int
    @usableFromInline let node: Int
    @usableFromInline let n_str: Int
    @usableFromInline let n_nchildren: Int
    @usableFromInline let n_child: Int
    /// Of a `parser.st`, its first node.
    @usableFromInline let st_node: Int

    init(_ build: Build) {
      let bytesio = bytesio.layout(on: build)
      let buffered = buffered.layout(on: build)
      let pickler = PicklerObject.layout(on: build)
      let memo = PyMemoTable.layout(on: build)
      let tree = PyLayout.node.layout(on: build)
      buf = (bytesio.buf?.offset ?? bytesio.buf2?.offset ?? 0).rawValue
      buf_size = bytesio.buf_size?.offset.rawValue
      buffer = buffered.buffer.offset.rawValue
      buffer_size = buffered.buffer_size.offset.rawValue
      pickler_memo = pickler.memo.offset.rawValue
      output_buffer = pickler.output_buffer.offset.rawValue
      memoTable = memo.size
      mt_allocated = memo.mt_allocated.offset.rawValue
      unpickler = OfUnpickler(build)
      stgdict = OfStgDict(build, start: StgInfo.offset(on: build))
      items_cap = simplequeueobject.layout(on: build).items_cap?.offset.rawValue ?? 0
      node = tree.size
      n_str = tree.n_str.offset.rawValue
      n_nchildren = tree.n_nchildren.offset.rawValue
      n_child = tree.n_child.offset.rawValue
      st_node = PyObject.layout(on: build).size
    }
  }

  /// `UnpicklerObject`
  @usableFromInline struct OfUnpickler: Sendable {
    @usableFromInline let memo: Int
    @usableFromInline let memo_size: Int
    @usableFromInline let input_line: Int
    @usableFromInline let encoding: Int
    @usableFromInline let errors: Int
    @usableFromInline let marks: Int
    @usableFromInline let marks_size: Int

    init(_ build: Build) {
      let layout = UnpicklerObject.layout(on: build)
      memo = layout.memo.offset.rawValue
      memo_size = layout.memo_size.offset.rawValue
      input_line = layout.input_line.offset.rawValue
      encoding = layout.encoding.offset.rawValue
      errors = layout.errors.offset.rawValue
      marks = layout.marks.offset.rawValue
      marks_size = layout.marks_size.offset.rawValue
    }
  }

  /// `StgDictObject`; from 3.13 on `StgInfo`.
  @usableFromInline struct OfStgDict: Sendable {
    /// The bytes it has more than a dict, which are counted twice.
    @usableFromInline let own: Int
    @usableFromInline let length: Int
    @usableFromInline let elements: Int
    @usableFromInline let format: Int
    @usableFromInline let ndim: Int

    /// - Parameter start: where a `StgInfo` is in its type object, which has it from 3.13 on.
    init(_ build: Build, start: Int) {
      guard build.version < .v3_13 else {
        let layout = StgInfo.layout(on: build)
        own = 0
        length = start + layout.length.offset.rawValue
        elements = start + layout.elements.offset.rawValue
        format = start + layout.format.offset.rawValue
        ndim = start + layout.ndim.offset.rawValue
        return
      }
      let layout = StgDictObject.layout(on: build)
      own = layout.size - PyDictObject.layout(on: build).size
      length = layout.length.offset.rawValue
      elements = layout.elements.offset.rawValue
      format = layout.format.offset.rawValue
      ndim = layout.ndim.offset.rawValue
    }
  }
}
