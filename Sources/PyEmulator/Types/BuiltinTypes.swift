import PyLayout

/// The types that are there when CPython starts, as far as the emulator makes their instances.
struct BuiltinTypes {
  let object, type, none, bool, int, plainInt, float, complex, str, bytes, bytearray: TypeObject
  let tuple, list, dict, set, frozenset, range, slice, weakref, array, namespace: TypeObject
  let mutabletuple, dataobject, structure, cdata, baseException, exception: TypeObject
  /// All of them; a base before those that extend it.
  let all: [TypeObject]

  init(_ build: Build, in statics: Statics) throws(PyError) {
    var all: [TypeObject] = []
    let size = PyTypeObject.layout(on: build).size
    func make(
      _ layout: PyType, _ kind: TypeObject.Kind, base: TypeObject? = nil
    ) throws(PyError) -> TypeObject {
      let bases = (base ?? all.first).map { [$0] } ?? []
      let type = TypeObject(layout, kind: kind, at: try statics.allocate(size), bases: bases)
      type.mro = [type] + (bases.first?.mro ?? [])
      all.append(type)
      return type
    }
    object = try make(.object(on: build), .object)
    type = try make(.type(on: build), .type)
    none = try make(.object(on: build).renamed("NoneType"), .object)
    int = try make(.int(on: build), .int)
    plainInt = try make(.plainInt(on: build), .plainInt)
    bool = try make(.bool(on: build), .bool, base: build.version < .v3_0 ? plainInt : int)
    float = try make(.float(on: build), .float)
    complex = try make(.complex(on: build), .complex)
    str = try make(.str(on: build), build.version < .v3_0 ? .unicode2 : .str)
    bytes = try make(.bytes(on: build), .bytes)
    bytearray = try make(.bytearray(on: build), .bytearray)
    tuple = try make(.tuple(on: build), .tuple)
    list = try make(.list(on: build), .list)
    dict = try make(.dict(on: build), .dict)
    set = try make(.set(on: build), .set)
    frozenset = try make(.set(on: build).renamed("frozenset"), .frozenset)
    range = try make(.range(on: build), .range)
    slice = try make(.slice(on: build), .slice)
    weakref = try make(.weakref(on: build), .weakref)
    array = try make(.array(on: build), .array)
    namespace = try make(.simpleNamespace(on: build), .namespace)
    mutabletuple = try make(.mutabletuple(on: build), .mutabletuple)
    dataobject = try make(.object(on: build).renamed("recordclass.dataobject"), .dataobject)
    structure = try make(.object(on: build).renamed("msgspec.Struct"), .structure)
    cdata = try make(.ctypesStructure(on: build), .cdata)
    baseException = try make(.baseException(on: build), .exception)
    exception = try make(
      .baseException(on: build).renamed("Exception"), .exception, base: baseException)
    self.all = all
  }
}
