/// `PyODictObject`, Objects/odictobject.c (3.x): `OrderedDict`.
public struct PyODictObject: CStruct {
  public let od_dict: PyDictObject
  public let od_first: Field<Pointer<_odictnode>>
  public let od_last: Field<Pointer<_odictnode>>
  public let od_fast_nodes: Field<Pointer<Pointer<_odictnode>>>
  public let od_fast_nodes_size: Field<Py_ssize_t>

  public init(_ c: inout CLayout) {
    od_dict = c.embed("od_dict")
    od_first = c.field("od_first")
    od_last = c.field("od_last")
    od_fast_nodes = c.field("od_fast_nodes")
    od_fast_nodes_size = c.field("od_fast_nodes_size", .bookkeeping)
    c.fields(Pointer<CVoid>.self, "od_resize_sentinel")
    c.fields(uintptr_t.self, .bookkeeping, "od_state")
    c.fields(Ref.self, "od_inst_dict")
    c.fields(WeakRef.self, "od_weakreflist")
  }
}

extension PyType {
  /// `PyODict_Type`, Objects/odictobject.c (3.x)
  public static func odict(on build: Build) -> PyType {
    PyType(
      "collections.OrderedDict", PyODictObject.self, on: build, dict: "od_inst_dict",
      weakrefs: "od_weakreflist")
  }
}
