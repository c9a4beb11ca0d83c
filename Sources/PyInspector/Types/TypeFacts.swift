public import PyLayout

/// What a type object's bytes say of its instances.
public struct TypeFacts: Hashable, Sendable {
  /// Where the type object is.
  public let address: Address
  /// `tp_name`: with its module for types written in C.
  public let tp_name: String
  /// Which struct its instances start with.
  public let kind: Kind
  /// Bytes of an instance without its items.
  public let tp_basicsize: Int
  /// Bytes of one item.
  public let tp_itemsize: Int
  /// Where the dict pointer is, as CPython counts; 0 when there is none.
  public let tp_dictoffset: Int
  /// Where the weakref list is, as CPython counts; 0 when there is none.
  public let tp_weaklistoffset: Int
  /// `tp_flags`, all of them.
  public let tp_flags: UInt64
  /// `tp_base`; `nil` for `object`.
  public let tp_base: Address?
  /// `tp_mro`, the type itself first; empty before the type is ready.
  public let tp_mro: [Address]
  /// The flags that decide memory on this build.
  public let flags: PyType.Flags
  /// Bytes before each instance: the pre-header and the GC head.
  public let prefixSize: Int

  /// The name as `__name__` says it: without the module.
  public var name: String {
    tp_name.split(separator: ".").last.map(String.init) ?? tp_name
  }

  /// Whether a class statement, or a call of `type`, has made it.
  package var isUsers: Bool { PyType.isUsers(tp_name, flags) }

  /// Whether it is a type written in C over `bytes`: `numpy.bytes_`.
  package var isBytesInC: Bool { kind == .bytes && !isUsers && tp_name.contains(".") }

  /// Whether instances have items: recordclass keeps the number of a dataobject's fields in
  /// `tp_itemsize` (`_dataobject_type_init`, recordclass's _dataobject.c, since 0.15).
  var hasItems: Bool { tp_itemsize != 0 && kind != .dataobject }
}
