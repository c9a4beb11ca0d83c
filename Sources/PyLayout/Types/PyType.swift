/// What a type says of its instances' memory: the fields of its `PyTypeObject` that decide it.
public struct PyType: Sendable {
  /// `tp_flags`, the bits that decide memory; Include/object.h
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The bits of `tp_flags`.
    public let rawValue: UInt
    /// Flags from the bits of `tp_flags`.
    @inlinable public init(rawValue: UInt) { self.rawValue = rawValue }

    /// `Py_TPFLAGS_INLINE_VALUES`, 3.13 on: attribute values stand behind the instance's fields.
    @inlinable public static var inlineValues: Flags { Flags(rawValue: 1 << 2) }
    /// `Py_TPFLAGS_MANAGED_WEAKREF`, 3.12 on: the weakref list stands in the pre-header.
    @inlinable public static var managedWeakref: Flags { Flags(rawValue: 1 << 3) }
    /// `Py_TPFLAGS_MANAGED_DICT`, 3.11 on: the dict stands in the pre-header.
    @inlinable public static var managedDict: Flags { Flags(rawValue: 1 << 4) }
    /// `Py_TPFLAGS_IMMUTABLETYPE`, 3.10 on: a type from a spec whose attributes nobody sets.
    @inlinable package static var immutableType: Flags { Flags(rawValue: 1 << 8) }
    /// `Py_TPFLAGS_HEAPTYPE`: the type was made by a class statement or from a spec.
    @inlinable public static var heapType: Flags { Flags(rawValue: 1 << 9) }
    /// `Py_TPFLAGS_BASETYPE`: a class may have the type as a base.
    @inlinable package static var baseType: Flags { Flags(rawValue: 1 << 10) }
    /// `Py_TPFLAGS_READY`: `PyType_Ready` has been called.
    @inlinable package static var ready: Flags { Flags(rawValue: 1 << 12) }
    /// `Py_TPFLAGS_HAVE_GC`: instances have a GC head.
    @inlinable public static var haveGC: Flags { Flags(rawValue: 1 << 14) }
  }

  /// The build the type belongs to.
  public let build: Build
  /// The name, as `repr` shows it.
  public let tp_name: String
  /// Bytes of an instance without its items, from `ob_refcnt` on.
  public let tp_basicsize: Int
  /// Bytes of one item; 0 when instances have none.
  public let tp_itemsize: Int
  /// Where the dict pointer is: CPython's number, negative ones included; 0 when there is none.
  public let tp_dictoffset: Int
  /// Where the weakref list is: CPython's number, negative ones included; 0 when there is none.
  public let tp_weaklistoffset: Int
  /// The flags that decide memory.
  public let flags: Flags
  /// Bytes before `ob_refcnt`: the pre-header of managed pointers and the GC head.
  ///
  /// `_PyType_PreHeaderSize`, Include/internal/pycore_object.h (up to 3.10 the GC head alone).
  public let prefixSize: Int
  /// `tp_bases`, in the order of the class statement; empty for `object`.
  public let bases: [PyType]
  /// `tp_base`, the base whose instances these extend; `nil` for `object`.
  public var base: PyType? { baseIndex.map { bases[$0] } }
  /// Where the items start; `tp_basicsize` may count one of them, as it does for `bytes`.
  let itemsOffset: Offset
  /// The fields past the head in memory order, the bases' included, trailing items excluded.
  public let members: [FieldRow]
  package let baseIndex: Int?
  private let identity: Identity?

  /// What makes two classes of one name two types; a builtin type's name is enough.
  private final class Identity: Sendable {}

  init(
    build: Build, tp_name: String, tp_basicsize: Int, tp_itemsize: Int, tp_dictoffset: Int,
    tp_weaklistoffset: Int, flags: Flags, bases: [PyType], baseIndex: Int?, members: [FieldRow],
    itemsOffset: Offset? = nil
  ) {
    self.itemsOffset = itemsOffset ?? Offset(rawValue: tp_basicsize)
    identity = flags.contains(.heapType) ? Identity() : nil
    self.build = build
    self.tp_name = tp_name
    self.tp_basicsize = tp_basicsize
    self.tp_itemsize = tp_itemsize
    self.tp_dictoffset = tp_dictoffset
    self.tp_weaklistoffset = tp_weaklistoffset
    self.flags = flags
    prefixSize =
      (flags.hasPreHeader ? 2 * build.pointerSize : 0)
      + (flags.contains(.haveGC) ? build.gcHeadSize : 0)
    self.bases = bases
    self.baseIndex = baseIndex
    self.members = members
  }

  /// A type written in C, from the struct its instances are.
  ///
  /// - Parameters:
  ///   - tp_name: the type's name.
  ///   - layout: the struct on the build.
  ///   - tp_basicsize: bytes without items, from 0 to 2**47; `nil` for `sizeof` the struct.
  ///   - tp_itemsize: bytes of one item, from 0 to 2**47; the struct's last field is then the
  ///     items'.
  public init<S: CStruct>(
    _ tp_name: String, _ layout: StructLayout<S>, tp_basicsize: Int? = nil, tp_itemsize: Int = 0,
    tp_dictoffset: Int = 0, tp_weaklistoffset: Int = 0, flags: Flags = []
  ) {
    let fields = tp_itemsize == 0 ? layout.rows[...] : layout.rows.dropLast()
    let items = tp_itemsize == 0 ? nil : layout.rows.last?.offset
    self.init(
      build: layout.build, tp_name: tp_name, tp_basicsize: tp_basicsize?.inMemory ?? layout.size,
      tp_itemsize: tp_itemsize.inMemory, tp_dictoffset: tp_dictoffset,
      tp_weaklistoffset: tp_weaklistoffset, flags: flags, bases: [.object(on: layout.build)],
      baseIndex: 0,
      members: Self.members(of: fields, on: layout.build), itemsOffset: items)
  }

  /// A type written in C whose dict and weakref list are fields of its struct.
  ///
  /// - Parameters:
  ///   - dict: the field with the dict, if the struct has it on the build.
  ///   - weakrefs: the field with the weakref list, if the struct has it on the build.
  init<S: CStruct>(
    _ tp_name: String, _ type: S.Type, on build: Build,
    dict: String? = nil, weakrefs: String? = nil, flags: Flags = .haveGC
  ) {
    let layout = S.layout(on: build)
    func offset(_ name: String?) -> Int {
      layout.rows.first { $0.name == name }?.offset.rawValue ?? 0
    }
    self.init(
      tp_name, layout, tp_dictoffset: offset(dict), tp_weaklistoffset: offset(weakrefs),
      flags: flags)
  }

  /// A type whose instances are a head and fields that the user names.
  init(_ tp_name: String, on build: Build, fields: (inout CLayout) -> Void) {
    var c = CLayout(build)
    _ = c.head()
    fields(&c)
    self.init(
      build: build, tp_name: tp_name, tp_basicsize: c.size, tp_itemsize: 0, tp_dictoffset: 0,
      tp_weaklistoffset: 0, flags: [], bases: [.object(on: build)], baseIndex: 0,
      members: Self.members(of: c.rows[...], on: build))
  }

  /// A type like this one without some flags: what a metaclass takes away that `type_new` gave.
  public func without(_ flags: Flags) -> PyType {
    PyType(
      build: build, tp_name: tp_name, tp_basicsize: tp_basicsize, tp_itemsize: tp_itemsize,
      tp_dictoffset: tp_dictoffset, tp_weaklistoffset: tp_weaklistoffset,
      flags: self.flags.subtracting(flags), bases: bases, baseIndex: baseIndex, members: members,
      itemsOffset: itemsOffset)
  }

  /// A type whose instances are laid out like this one's: `frozenset` is like `set`.
  package func renamed(_ tp_name: String) -> PyType {
    PyType(
      build: build, tp_name: tp_name, tp_basicsize: tp_basicsize, tp_itemsize: tp_itemsize,
      tp_dictoffset: tp_dictoffset, tp_weaklistoffset: tp_weaklistoffset, flags: flags,
      bases: bases, baseIndex: baseIndex, members: members, itemsOffset: itemsOffset)
  }

  /// A type like this one that extends another than `object`: its `tp_base`.
  func over(_ base: PyType) -> PyType {
    PyType(
      build: build, tp_name: tp_name, tp_basicsize: tp_basicsize, tp_itemsize: tp_itemsize,
      tp_dictoffset: tp_dictoffset, tp_weaklistoffset: tp_weaklistoffset, flags: flags,
      bases: [base], baseIndex: 0, members: members, itemsOffset: itemsOffset)
  }

  /// Whether both are one type, as `is` tells in Python.
  package func isSame(as other: PyType) -> Bool {
    identity === other.identity && tp_name == other.tp_name
  }

  /// The fields behind the head.
  static func members(of rows: ArraySlice<FieldRow>, on build: Build) -> [FieldRow] {
    let head = PyObject.layout(on: build).size
    return rows.filter { $0.offset.rawValue >= head }
  }

  /// `PyBaseObject_Type`, Objects/typeobject.c
  public static func object(on build: Build) -> PyType {
    PyType(
      build: build, tp_name: "object", tp_basicsize: PyObject.layout(on: build).size,
      tp_itemsize: 0, tp_dictoffset: 0, tp_weaklistoffset: 0, flags: [], bases: [], baseIndex: nil,
      members: [])
  }
}

extension PyType {
  /// Whether two pointers, weakref list and dict, stand before the GC head.
  package var hasPreHeader: Bool { flags.hasPreHeader }

  /// Whether a class statement, or a call of `type`, has made a type: a class written in C has its
  /// module in `tp_name`.
  package static func isUsers(_ tp_name: String, _ flags: Flags) -> Bool {
    flags.contains(.heapType) && !tp_name.contains(".")
  }

  /// What `sys.getsizeof` answers for an instance, in bytes.
  ///
  /// `_PySys_GetSizeOf`, Python/sysmodule.c, over `object.__sizeof__`, Objects/typeobject.c.
  ///
  /// - Parameter items: how many items the instance has, `ob_size`; less than none count as none, more
  ///   than 2**47 as 2**47.
  public func shallowSize(items: Int = 0) -> Int {
    (prefixSize + tp_basicsize).adding(items.inMemory.times(tp_itemsize))
  }
}

extension PyType.Flags {
  /// `Py_TPFLAGS_PREHEADER`: whether two pointers stand before the GC head.
  package var hasPreHeader: Bool { !isDisjoint(with: [.managedDict, .managedWeakref]) }
}
