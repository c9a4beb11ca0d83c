internal import PyLayout

/// The layouts of one build that an inspection reads by, each made once.
final class Layouts: Sendable {
  let type: StructLayout<PyTypeObject>
  let heapType: StructLayout<PyHeapTypeObject>
  let member: StructLayout<PyMemberDef>
  let int: StructLayout<PyLongObject>
  let plainInt: StructLayout<PyIntObject>
  let bytes: StructLayout<PyBytesObject>
  let bytearray: StructLayout<PyByteArrayObject>
  let tuple: StructLayout<PyTupleObject>
  let list: StructLayout<PyListObject>
  let dict: StructLayout<PyDictObject>
  let array: StructLayout<arrayobject>
  let cdata: StructLayout<CDataObject>
  /// NumPy's, which most programs never meet.
  var numPy: NumPyLayouts { NumPyLayouts.made[build] }
  private let build: Build
  let keys: StructLayout<PyDictKeysObject>
  let values: StructLayout<PyDictValues>
  let entry: StructLayout<PyDictKeyEntry>
  let unicodeEntry: StructLayout<PyDictUnicodeEntry>
  let setEntry: StructLayout<setentry>
  let gcHead: StructLayout<PyGC_Head>
  let deque: StructLayout<dequeobject>
  let dequeBlock: StructLayout<dequeblock>
  let odict: StructLayout<PyODictObject>
  let odictNode: StructLayout<_odictnode>
  let decimal: StructLayout<PyDecObject>
  let product: StructLayout<productobject>
  let combinations: StructLayout<combinationsobject>
  let permutations: StructLayout<permutationsobject>
  let element: StructLayout<ElementObjectExtra>
  let stringio: StructLayout<stringio>
  let lruCache: StructLayout<lru_cache_object>
  let lruLink: StructLayout<lru_list_elem>
  let simplequeue: StructLayout<simplequeueobject>
  let code: StructLayout<PyCodeObject>
  let frame: StructLayout<PyFrameObject>
  let generator: StructLayout<PyGenObject>
  let interpreterFrame: StructLayout<_PyInterpreterFrame>
  /// What stands at the start of an object without a layout of its own, and with items.
  let head: [FieldRow]
  let varHead: [FieldRow]
  let headSize: Int
  private let rows: [Kind: [FieldRow]]
  /// `PyASCIIObject`, `PyCompactUnicodeObject`.
  let asciiRows: [FieldRow]
  let compactRows: [FieldRow]

  init(_ build: Build) {
    self.build = build
    let is2 = build.version < .v3_0
    type = PyTypeObject.layout(on: build)
    heapType = PyHeapTypeObject.layout(on: build)
    member = PyMemberDef.layout(on: build)
    int = PyLongObject.layout(on: build)
    plainInt = PyIntObject.layout(on: build)
    bytes = PyBytesObject.layout(on: build)
    bytearray = PyByteArrayObject.layout(on: build)
    tuple = PyTupleObject.layout(on: build)
    list = PyListObject.layout(on: build)
    dict = PyDictObject.layout(on: build)
    cdata = CDataObject.layout(on: build)
    array = arrayobject.layout(on: build)
    keys = PyDictKeysObject.layout(on: build)
    values = PyDictValues.layout(on: build)
    entry = PyDictKeyEntry.layout(on: build)
    unicodeEntry = PyDictUnicodeEntry.layout(on: build)
    setEntry = setentry.layout(on: build)
    gcHead = PyGC_Head.layout(on: build)
    deque = dequeobject.layout(on: build)
    dequeBlock = dequeblock.layout(on: build)
    odict = PyODictObject.layout(on: build)
    odictNode = _odictnode.layout(on: build)
    decimal = PyDecObject.layout(on: build)
    product = productobject.layout(on: build)
    combinations = combinationsobject.layout(on: build)
    permutations = permutationsobject.layout(on: build)
    element = ElementObjectExtra.layout(on: build)
    stringio = PyLayout.stringio.layout(on: build)
    lruCache = lru_cache_object.layout(on: build)
    lruLink = lru_list_elem.layout(on: build)
    simplequeue = simplequeueobject.layout(on: build)
    code = PyCodeObject.layout(on: build)
    frame = PyFrameObject.layout(on: build)
    generator = PyGenObject.layout(on: build)
    interpreterFrame = _PyInterpreterFrame.layout(on: build)
    head = PyObject.layout(on: build).rows
    headSize = PyObject.layout(on: build).size
    varHead = PyVarObject.layout(on: build).rows
    asciiRows = PyASCIIObject.layout(on: build).rows
    compactRows = PyCompactUnicodeObject.layout(on: build).rows
    let ints = int.rows.dropLast()
    let set = PySetObject.layout(on: build).rows
    let time = PyDateTime_Time.layout(on: build)
    rows = [
      .bool: is2 ? plainInt.rows : Array(ints), .plainInt: plainInt.rows, .int: Array(ints),
      .float: PyFloatObject.layout(on: build).rows,
      .complex: PyComplexObject.layout(on: build).rows,
      .str: is2
        ? PyUnicodeObject2.layout(on: build).rows : PyUnicodeObject.layout(on: build).rows,
      .bytes: Array(bytes.rows.dropLast()), .bytearray: bytearray.rows,
      .tuple: Array(tuple.rows.dropLast()),
      // Its field for a hash is unused: it cannot be hashed
      .mutabletuple: tuple.rows.dropLast().filter { $0.name != "ob_hash" },
      .list: list.rows,
      .dict: is2 ? PyDictObject2.layout(on: build).rows : dict.rows,
      .set: set, .frozenset: set, .range: rangeobject.layout(on: build).rows,
      .slice: PySliceObject.layout(on: build).rows,
      .weakref: PyWeakReference.layout(on: build).rows, .array: array.rows,
      .cdata: cdata.rows, .namespace: PyNamespaceObject.layout(on: build).rows,
      .time: time.rows, .datetime: PyDateTime_DateTime.layout(on: build).rows,
    ]
  }

  /// Where `hastzinfo` of a `time` or a `datetime` is.
  var hastzinfo: Int { offset(of: "hastzinfo", in: .time) }
  /// Where a `time` or a `datetime` without one ends.
  func tzinfo(of kind: Kind) -> Int { offset(of: "tzinfo", in: kind) }

  private func offset(of field: String, in kind: Kind) -> Int {
    rows[kind]?.first { $0.name == field }?.offset.rawValue ?? headSize
  }

  /// The fields that every object of a kind starts with, `nil` where only the head is known.
  func rows(of kind: Kind) -> [FieldRow]? { rows[kind] }
}
