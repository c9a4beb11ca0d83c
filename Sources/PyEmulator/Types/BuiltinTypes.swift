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
      _ layout: PyType, _ behaviour: any Behaviour, base: TypeObject? = nil
    ) throws(PyError) -> TypeObject {
      let bases = (base ?? all.first).map { [$0] } ?? []
      let type = TypeObject(layout, behaviour, at: try statics.allocate(size), bases: bases)
      type.mro = [type] + (bases.first?.mro ?? [])
      all.append(type)
      return type
    }
    object = try make(.object(on: build), ObjectBehaviour())
    type = try make(.type(on: build), TypeBehaviour())
    none = try make(.object(on: build).renamed("NoneType"), NoneBehaviour())
    int = try make(.int(on: build), IntBehaviour())
    plainInt = try make(.plainInt(on: build), PlainIntBehaviour())
    bool = try make(.bool(on: build), BoolBehaviour(), base: build.version < .v3_0 ? plainInt : int)
    float = try make(.float(on: build), FloatBehaviour())
    complex = try make(.complex(on: build), ComplexBehaviour())
    str = try make(.str(on: build), build.version < .v3_0 ? Unicode2Behaviour() : StrBehaviour())
    bytes = try make(.bytes(on: build), BytesBehaviour())
    bytearray = try make(.bytearray(on: build), BytearrayBehaviour())
    tuple = try make(.tuple(on: build), TupleBehaviour())
    list = try make(.list(on: build), ListBehaviour())
    dict = try make(.dict(on: build), DictBehaviour())
    set = try make(.set(on: build), SetBehaviour.set)
    frozenset = try make(.set(on: build).renamed("frozenset"), SetBehaviour.frozenset)
    range = try make(.range(on: build), RangeBehaviour())
    slice = try make(.slice(on: build), SliceBehaviour())
    weakref = try make(.weakref(on: build), WeakrefBehaviour())
    array = try make(.array(on: build), ArrayBehaviour())
    namespace = try make(.simpleNamespace(on: build), NamespaceBehaviour())
    mutabletuple = try make(.mutabletuple(on: build), MutabletupleBehaviour())
    dataobject = try make(
      .object(on: build).renamed("recordclass.dataobject"), DataobjectBehaviour())
    structure = try make(.object(on: build).renamed("msgspec.Struct"), StructureBehaviour())
    cdata = try make(.ctypesStructure(on: build), CDataBehaviour())
    baseException = try make(.baseException(on: build), ExceptionBehaviour())
    exception = try make(
      .baseException(on: build).renamed("Exception"), ExceptionBehaviour(), base: baseException)
    self.all = all
  }
}
