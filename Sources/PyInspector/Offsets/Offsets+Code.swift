internal import PyLayout

extension Offsets {
  /// `PyCodeObject`, `PyFrameObject`, `_PyInterpreterFrame`, `PyGenObject`.
  @usableFromInline struct OfCode: Sendable {
    @usableFromInline let co_stacksize: Int
    @usableFromInline let co_nlocals: Int
    /// From 3.11 on: locals, cells and free variables in one.
    @usableFromInline let co_nlocalsplus: Int?
    @usableFromInline let co_code: Int
    @usableFromInline let co_freevars: Int
    @usableFromInline let co_cellvars: Int
    @usableFromInline let co_cell2arg: Int
    @usableFromInline let co_extra: Int
    /// 3.8 … 3.10
    @usableFromInline let co_opcache: Int?
    @usableFromInline let co_opcache_size: Int
    /// `sizeof(_PyOpcache)`, Python/ceval.c and Include/internal/pycore_code.h
    @usableFromInline let opcache: Int
    /// What `_PyCodeObjectExtra`, Objects/codeobject.c, has before its items and is counted.
    @usableFromInline let extraHead: Int
    /// Of a frame, its code; from 3.11 on its data.
    @usableFromInline let frame: Int
    /// Of a frame's data, from 3.11 on, its code.
    @usableFromInline let f_code: Int
    /// Of a generator, from 3.11 on, its code.
    @usableFromInline let gi_code: Int

    init(_ build: Build) {
      let code = PyCodeObject.layout(on: build)
      let frame = PyFrameObject.layout(on: build)
      let data = _PyInterpreterFrame.layout(on: build)
      let generator = PyGenObject.layout(on: build)
      co_stacksize = code.co_stacksize.offset.rawValue
      co_nlocals = code.co_nlocals.offset.rawValue
      co_nlocalsplus = code.co_nlocalsplus?.offset.rawValue
      co_code = code.co_code?.offset.rawValue ?? 0
      co_freevars = code.co_freevars?.offset.rawValue ?? 0
      co_cellvars = code.co_cellvars?.offset.rawValue ?? 0
      co_cell2arg = (code.co_cell2arg?.offset ?? code.byteCell2arg?.offset ?? 0).rawValue
      co_extra = code.co_extra?.offset.rawValue ?? 0
      co_opcache = code.co_opcache?.offset.rawValue
      co_opcache_size = code.co_opcache_size?.offset.rawValue ?? 0
      // a pointer, two uint64_t and a char, in whole words
      opcache = (build.pointerSize + 16 + 1).roundedUp(to: build.pointerSize)
      // 3.6: ce_extras is a pointer; from 3.7 on an array of one at the end
      extraHead = build.version < .v3_7 ? 0 : build.pointerSize
      self.frame =
        (frame.f_code?.offset ?? frame.f_frame?.offset ?? frame.f_back.offset).rawValue
      f_code = data.f_code.rawValue
      gi_code =
        generator.gi_code?.offset.rawValue
        ?? (generator.gi_iframe?.offset.rawValue ?? 0) + f_code
    }
  }
}
