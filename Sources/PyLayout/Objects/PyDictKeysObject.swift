/// `PyDictKeysObject`, Include/internal/pycore_dict.h (3.6 to 3.10: Objects/dict-common.h): the
/// head of a key table, before its index and its entries.
public struct PyDictKeysObject: CStruct {
  /// How many dicts and classes share the table.
  public let dk_refcnt: Field<Py_ssize_t>
  /// Slots of the index, a power of two; up to 3.10.
  public let dk_size: Field<Py_ssize_t>?
  /// The function that finds a key, as the kinds of keys allow; up to 3.10.
  public let dk_lookup: Field<FunctionPointer>?
  /// Slots of the index, as a power of two; 3.11 on.
  public let dk_log2_size: Field<UInt8>?
  /// Bytes of the index, as a power of two; 3.11 on.
  public let dk_log2_index_bytes: Field<UInt8>?
  /// `DictKeysKind`: any keys, only `str`, or split; 3.11 on.
  public let dk_kind: Field<UInt8>?
  /// The lock of shared keys, in free-threaded builds.
  public let dk_mutex: Field<UInt8>?
  /// A number for these keys in this state, 0 for none yet; 3.11 on.
  public let dk_version: Field<UInt32>?
  /// How many entries can still be added.
  public let dk_usable: Field<Py_ssize_t>
  /// How many entries were used, removed ones among them.
  public let dk_nentries: Field<Py_ssize_t>

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.11 has powers of two for `dk_size` and a kind for `dk_lookup`, and a version for PEP 659;
  /// PEP 703, free threading, added the lock.
  public init(_ c: inout CLayout) {
    let hasLog2Size = c.build.version >= .v3_11
    dk_refcnt = c.field("dk_refcnt", .bookkeeping, role: .refcount)
    dk_size = c.field("dk_size", .bookkeeping, if: !hasLog2Size)
    dk_lookup = c.field("dk_lookup", if: !hasLog2Size)
    dk_log2_size = c.field("dk_log2_size", .bookkeeping, if: hasLog2Size)
    dk_log2_index_bytes = c.field("dk_log2_index_bytes", .bookkeeping, if: hasLog2Size)
    dk_kind = c.field("dk_kind", .bookkeeping, if: hasLog2Size)
    dk_mutex = c.field("dk_mutex", .bookkeeping, if: c.build.isFreeThreaded)
    dk_version = c.field("dk_version", role: .identity, if: hasLog2Size)
    dk_usable = c.field("dk_usable", .bookkeeping)
    dk_nentries = c.field("dk_nentries", .bookkeeping)
  }
}
