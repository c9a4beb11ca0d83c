public import PyLayout

/// Where the fields that decide a size are on one build: a layout's offsets as plain numbers, made
/// once, because looking them up in the layouts is slow.
@usableFromInline final class Offsets: Sendable {
  /// Those of each build, which `Py_UNICODE_SIZE` goes with.
  static let made = MadeOnce<Key, Offsets> { Offsets($0.build, wideCharacter: $0.wideCharacter) }
  /// Types whose structs somebody has described, by where they stand.
  let described: [Address: PyType]
  /// What they follow from.
  struct Key: Hashable {
    let build: Build
    let wideCharacter: Int
  }

  @usableFromInline let build: Build
  @usableFromInline let wideCharacter: Int
  let layouts: Layouts
  @usableFromInline let pointer: Int
  @usableFromInline let is2: Bool
  /// Where a reference count is: ``ob_refcnt`` and its size, or two fields.
  @usableFromInline let ob_refcnt: Int
  @usableFromInline let refcount: Int
  @usableFromInline let ob_ref_local: Int
  @usableFromInline let ob_ref_shared: Int?
  @usableFromInline let ob_type: Int
  @usableFromInline let ob_size: Int
  @usableFromInline let type: OfType
  @usableFromInline let int: OfInt
  @usableFromInline let str: OfStr
  @usableFromInline let dict: OfDict
  @usableFromInline let keys: OfKeys
  @usableFromInline let set: OfSet
  @usableFromInline let code: OfCode
  @usableFromInline let containers: OfContainers
  @usableFromInline let streams: OfStreams
  /// `tp_basicsize` of the types with a rule for one struct.
  let basicsizes: [SizeRule: Int]
  @usableFromInline let listAllocated: Int
  @usableFromInline let arrayAllocated: Int
  @usableFromInline let ob_descr: Int
  /// Where `struct arraydescr` has an item's size.
  @usableFromInline let itemsize: Int
  @usableFromInline let methodSize: Int
  /// What 2.7 counts for a `str` instead of `tp_basicsize`.
  @usableFromInline let stringHead: Int
  @usableFromInline let bytearrayAlloc: Int
  /// What a `bytearray` counts for the `bytes` that holds its buffer: 0 before 3.15.
  @usableFromInline let bytesHead: Int

  init(_ build: Build, wideCharacter: Int, described: [Address: PyType] = [:]) {
    self.described = described
    self.build = build
    self.wideCharacter = wideCharacter
    layouts = Layouts(build)
    let head = PyVarObject.layout(on: build)
    pointer = build.pointerSize
    is2 = build.version < .v3_0
    methodSize = PyMethodDef.layout(on: build).size
    stringHead = PyType.bytes(on: build).tp_basicsize
    arrayAllocated = arrayobject.layout(on: build).allocated.offset.rawValue
    ob_descr = arrayobject.layout(on: build).ob_descr.offset.rawValue
    itemsize = arraydescr.layout(on: build).itemsize.offset.rawValue
    ob_refcnt = head.ob_base.ob_refcnt?.offset.rawValue ?? 0
    refcount = Refcount.size(on: build)
    ob_ref_local = head.ob_base.ob_ref_local?.offset.rawValue ?? 0
    ob_ref_shared = head.ob_base.ob_ref_shared?.offset.rawValue
    ob_type = head.ob_base.ob_type.offset.rawValue
    ob_size = head.ob_size.offset.rawValue
    type = OfType(build)
    int = OfInt(build)
    str = OfStr(build)
    dict = OfDict(build)
    keys = OfKeys(build)
    set = OfSet(build)
    code = OfCode(build)
    containers = OfContainers(build)
    streams = OfStreams(build)
    basicsizes = SizeRule.basicsizes(on: build)
    listAllocated = PyListObject.layout(on: build).allocated.offset.rawValue
    bytearrayAlloc = PyByteArrayObject.layout(on: build).ob_alloc.offset.rawValue
    bytesHead = build.version < .v3_15 ? 0 : PyType.bytes(on: build).tp_basicsize
  }

  /// `PyTypeObject` and what its flags mean.
  @usableFromInline struct OfType: Sendable {
    @usableFromInline let tp_name: Int
    @usableFromInline let tp_basicsize: Int
    @usableFromInline let tp_itemsize: Int
    @usableFromInline let tp_flags: Int
    @usableFromInline let tp_methods: Int
    @usableFromInline let tp_base: Int
    @usableFromInline let tp_mro: Int
    @usableFromInline let ht_cached_keys: Int?
    /// `sizeof(PyTypeObject)`, `sizeof(PyHeapTypeObject)`
    @usableFromInline let size: Int
    @usableFromInline let heapSize: Int
    @usableFromInline let gcHead: Int
    /// The flags that put two pointers before the GC head.
    @usableFromInline let preHeader: UInt64
    /// The bytes a static type counts for its GC head: none, except in 3.11 and 3.12.
    @usableFromInline let staticGCHead: Int
    /// Whether a static type whose own type is not `type` counts the GC head of its instances.
    @usableFromInline let asksMetaclass: Bool

    init(_ build: Build) {
      let layout = PyTypeObject.layout(on: build)
      let heap = PyHeapTypeObject.layout(on: build)
      tp_name = layout.tp_name.offset.rawValue
      tp_basicsize = layout.tp_basicsize.offset.rawValue
      tp_itemsize = layout.tp_itemsize.offset.rawValue
      tp_flags = layout.tp_flags.offset.rawValue
      tp_methods = layout.tp_methods.offset.rawValue
      tp_base = layout.tp_base.offset.rawValue
      tp_mro = layout.tp_mro.offset.rawValue
      ht_cached_keys = heap.ht_cached_keys?.offset.rawValue
      size = layout.size
      heapSize = heap.size
      gcHead = build.gcHeadSize
      preHeader = UInt64(PyType.Flags.preHeader(on: build).rawValue)
      // _PySys_GetSizeOf, Python/sysmodule.c: 3.11 and 3.12 do not ask tp_is_gc
      let asksNot = build.version >= .v3_11 && build.version < .v3_13
      staticGCHead = asksNot ? build.gcHeadSize : 0
      // _PySys_GetSizeOf, Python/sysmodule.c: Py_IS_TYPE(o, &PyType_Type)
      asksMetaclass = build.version >= .v3_13
    }
  }

  /// `PyLongObject`
  @usableFromInline struct OfInt: Sendable {
    /// The field that holds how many digits: `ob_size`, or `lv_tag` from 3.12 on.
    @usableFromInline let count: Int
    @usableFromInline let isTag: Bool
    @usableFromInline let ob_digit: Int
    @usableFromInline let digit: Int
    /// Digits counted at least.
    @usableFromInline let minimum: Int
    /// Whether a subclass's own `tp_basicsize` is counted.
    @usableFromInline let countsBasicsize: Bool

    init(_ build: Build) {
      let layout = PyLongObject.layout(on: build)
      let tag = layout.lv_tag?.offset.rawValue
      count = tag ?? layout.ob_size?.offset.rawValue ?? 0
      isTag = tag != nil
      ob_digit = layout.ob_digit.offset.rawValue
      digit = layout.ob_digit.stride
      minimum = PyLongObject.leastDigits(on: build)
      countsBasicsize = isTag || build.version < .v3_0
    }
  }
}

extension PyType.Flags {
  /// The flags that mean memory on the build; in 2.7 the same bits meant other things.
  static func known(on build: Build) -> PyType.Flags {
    var flags: PyType.Flags = [.heapType, .haveGC]
    if build.version >= .v3_11 { flags.insert(.managedDict) }
    if build.version >= .v3_12 { flags.insert(.managedWeakref) }
    if build.version >= .v3_13 { flags.insert(.inlineValues) }
    return flags
  }

  /// `Py_TPFLAGS_PREHEADER`
  static func preHeader(on build: Build) -> PyType.Flags {
    known(on: build).intersection([.managedDict, .managedWeakref])
  }
}
