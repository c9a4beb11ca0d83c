/// `PyDictKeysObject`, Include/internal/pycore_dict.h (3.6 to 3.10: Objects/dict-common.h): the
/// head of a key table, before its index and its entries.
public struct PyDictKeysObject: CStruct {
  public let dk_refcnt: Field<Py_ssize_t>
  public let dk_size: Field<Py_ssize_t>?
  public let dk_lookup: Field<Address>?
  public let dk_log2_size: Field<UInt8>?
  public let dk_log2_index_bytes: Field<UInt8>?
  public let dk_kind: Field<UInt8>?
  public let dk_mutex: Field<UInt8>?
  public let dk_version: Field<UInt32>?
  public let dk_usable: Field<Py_ssize_t>
  public let dk_nentries: Field<Py_ssize_t>

  public static var cName: String { "struct _dictkeysobject" }

  public init(_ c: inout CLayout) {
    let hasLog2Size = c.build.version >= .v3_11
    dk_refcnt = c.field("dk_refcnt")
    dk_size = c.field("dk_size", if: !hasLog2Size)
    dk_lookup = c.field("dk_lookup", if: !hasLog2Size)
    dk_log2_size = c.field("dk_log2_size", if: hasLog2Size)
    dk_log2_index_bytes = c.field("dk_log2_index_bytes", if: hasLog2Size)
    dk_kind = c.field("dk_kind", if: hasLog2Size)
    dk_mutex = c.field("dk_mutex", if: c.build.isFreeThreaded)
    dk_version = c.field("dk_version", if: hasLog2Size)
    dk_usable = c.field("dk_usable")
    dk_nentries = c.field("dk_nentries")
  }
}
