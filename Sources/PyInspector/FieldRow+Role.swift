internal import PyLayout

extension FieldRow {
  /// The name a field is told by: its own, or its path where it stands in an array.
  var label: String { path.contains("[") ? path : name }

  /// What the field is for, by its name and type in C.
  func role(_ bits: UInt64) -> Role { Role(ofField: name, cType, bits) }
}

extension Role {
  /// What a struct's field with such bits is for, by its name and type in C.
  package init(ofField name: String, _ cType: String, _ bits: UInt64 = 0) {
    self = Self.role(ofField: name, cType, bits)
  }

  private static func role(ofField name: String, _ cType: String, _ bits: UInt64) -> Role {
    switch name {
    case "ob_refcnt", "ob_overflow", "ob_ref_local", "ob_ref_shared", "dk_refcnt": return .refcount
    case "_ob_next", "_ob_prev", "_gc_next", "_gc_prev", "ob_gc_bits", "gc.gc_next", "gc.gc_prev",
      "gc.gc_refs":
      return .gcLink
    case "ob_tid", "weakrefs_lock", "ma_version_tag", "_ma_watcher_tag", "dk_version",
      "tp_version_tag",
      "unique_id":
      return .identity
    default: break
    }
    let target = Address(rawValue: bits)
    if cType == PlainPointer.cName { return .borrowed(target) }
    guard cType == Address.cName else { return .value }
    switch name {
    case "ob_type": return .type(target)
    case "dk_lookup", "ma_lookup", "lookup", "vectorcall", "tp_dealloc", "tp_finalize",
      "tp_vectorcall", "_tp_iteritem":
      return .code
    case "wr_object", "wr_prev", "wr_next", "weakreflist", "tp_weaklist",
      "tp_name", "ob_descr":
      return .borrowed(target)
    case "ob_item", "ma_keys", "ma_values", "ma_table", "table", "utf8", "wstr", "data", "str",
      "b_ptr", "ob_bytes", "ob_start", "ob_bytes_object", "dimensions", "strides", "ht_cached_keys",
      "tp_members", "_ht_tpname", "buf", "dec.data", "leftblock", "rightblock", "od_first",
      "od_last",
      "od_fast_nodes", "od_resize_sentinel", "od_state", "indices", "cycles", "s_codes", "extra",
      "children", "view.buf", "view.format", "view.shape", "view.strides",
      "view.suboffsets", "view.internal", "obval", "buffer_fmt", "_buffer_info", "format",
      "subarray",
      "c_metadata":
      return .part(target)
    case "descr", "mem_handler": return .foreign(target)
    default: return .reference(target)
    }
  }
}
