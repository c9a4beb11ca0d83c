/// `PyDictKeysObject`, Include/internal/pycore_dict.h (3.6 to 3.10: Objects/dict-common.h): the
/// head of a key table, before its index and its entries.
public struct PyDictKeysObject: CStruct {
  public let dk_refcnt: Field<Py_ssize_t>
  public let dk_size: Field<Py_ssize_t>?
  public let dk_lookup: Field<FunctionPointer>?
  public let dk_log2_size: Field<UInt8>?
  public let dk_log2_index_bytes: Field<UInt8>?
  public let dk_kind: Field<UInt8>?
  public let dk_mutex: Field<UInt8>?
  public let dk_version: Field<UInt32>?
  public let dk_usable: Field<Py_ssize_t>
  public let dk_nentries: Field<Py_ssize_t>

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
