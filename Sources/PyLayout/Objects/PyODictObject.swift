/// `PyODictObject`, Objects/odictobject.c (3.x): `OrderedDict`.
public struct PyODictObject: CStruct {
  /// The dict that it extends.
  public let od_dict: PyDictObject
  /// The node of the first key, `NULL` where it is empty.
  public let od_first: Field<Pointer<_odictnode>>
  /// The node of the last key, `NULL` where it is empty.
  public let od_last: Field<Pointer<_odictnode>>
  /// The nodes by the places that their keys have in the dict's table.
  public let od_fast_nodes: Field<Pointer<Pointer<_odictnode>>>
  /// How many places `od_fast_nodes` has.
  public let od_fast_nodes_size: Field<Py_ssize_t>
  /// The dict's `ma_keys` when `od_fast_nodes` was made.
  public let od_resize_sentinel: Field<Pointer<CVoid>>
  /// How often the order changed.
  public let od_state: Field<uintptr_t>

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    od_dict = c.embed("od_dict")
    od_first = c.field("od_first")
    od_last = c.field("od_last")
    od_fast_nodes = c.field("od_fast_nodes")
    od_fast_nodes_size = c.field("od_fast_nodes_size", .bookkeeping)
    od_resize_sentinel = c.field("od_resize_sentinel")
    od_state = c.field("od_state", .bookkeeping)
    c.fields(Ref.self, "od_inst_dict")
    c.fields(WeakRef.self, "od_weakreflist")
  }
}

extension PyType {
  /// `PyODict_Type`, Objects/odictobject.c (3.x)
  public static func odict(on build: Build) -> PyType {
    PyType(
      "collections.OrderedDict", PyODictObject.self, on: build, dict: "od_inst_dict",
      weakrefs: "od_weakreflist"
    ).over(.dict(on: build))
  }
}
