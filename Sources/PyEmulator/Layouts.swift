import PyLayout

/// Every struct the emulator writes, laid out once for its build.
struct Layouts: Sendable {
  /// Those of each build.
  static let made = MadeOnce<Build, Layouts> { Layouts($0) }

  let gcHead: StructLayout<PyGC_Head>
  let object: StructLayout<PyObject>
  let varObject: StructLayout<PyVarObject>
  let type: StructLayout<PyTypeObject>
  let heapType: StructLayout<PyHeapTypeObject>
  let long: StructLayout<PyLongObject>
  let plainInt: StructLayout<PyIntObject>
  let float: StructLayout<PyFloatObject>
  let complex: StructLayout<PyComplexObject>
  let bytearray: StructLayout<PyByteArrayObject>
  let array: StructLayout<arrayobject>
  let cdata: StructLayout<CDataObject>
  let range: StructLayout<rangeobject>
  let slice: StructLayout<PySliceObject>
  let weakref: StructLayout<PyWeakReference>
  let exception: StructLayout<PyBaseExceptionObject>
  let builtinFunction: StructLayout<PyCFunctionObject>
  let methodDef: StructLayout<PyMethodDef>
  let function: StructLayout<PyFunctionObject>
  let code: StructLayout<PyCodeObject>
  let cell: StructLayout<PyCellObject>
  let frame: StructLayout<PyFrameObject>
  let interpreterFrame: StructLayout<_PyInterpreterFrame>
  let traceback: StructLayout<PyTracebackObject>
  let member: StructLayout<PyMemberDef>
  let bytes: StructLayout<PyBytesObject>
  let ascii: StructLayout<PyASCIIObject>
  let compact: StructLayout<PyCompactUnicodeObject>
  let unicode: StructLayout<PyUnicodeObject>
  let unicode2: StructLayout<PyUnicodeObject2>
  let tuple: StructLayout<PyTupleObject>
  let list: StructLayout<PyListObject>
  let dict: StructLayout<PyDictObject>
  let dict2: StructLayout<PyDictObject2>
  let keys: StructLayout<PyDictKeysObject>
  let keyEntry: StructLayout<PyDictKeyEntry>
  let unicodeEntry: StructLayout<PyDictUnicodeEntry>
  let values: StructLayout<PyDictValues>
  let set: StructLayout<PySetObject>
  let setEntry: StructLayout<setentry>
  let deque: StructLayout<dequeobject>
  let dequeBlock: StructLayout<dequeblock>
  let odict: StructLayout<PyODictObject>
  let odictNode: StructLayout<_odictnode>

  init(_ build: Build) {
    gcHead = PyGC_Head.layout(on: build)
    object = PyObject.layout(on: build)
    varObject = PyVarObject.layout(on: build)
    type = PyTypeObject.layout(on: build)
    heapType = PyHeapTypeObject.layout(on: build)
    long = PyLongObject.layout(on: build)
    plainInt = PyIntObject.layout(on: build)
    float = PyFloatObject.layout(on: build)
    complex = PyComplexObject.layout(on: build)
    bytearray = PyByteArrayObject.layout(on: build)
    cdata = CDataObject.layout(on: build)
    array = arrayobject.layout(on: build)
    range = rangeobject.layout(on: build)
    slice = PySliceObject.layout(on: build)
    weakref = PyWeakReference.layout(on: build)
    exception = PyBaseExceptionObject.layout(on: build)
    builtinFunction = PyCFunctionObject.layout(on: build)
    methodDef = PyMethodDef.layout(on: build)
    function = PyFunctionObject.layout(on: build)
    code = PyCodeObject.layout(on: build)
    cell = PyCellObject.layout(on: build)
    frame = PyFrameObject.layout(on: build)
    interpreterFrame = _PyInterpreterFrame.layout(on: build)
    traceback = PyTracebackObject.layout(on: build)
    member = PyMemberDef.layout(on: build)
    bytes = PyBytesObject.layout(on: build)
    ascii = PyASCIIObject.layout(on: build)
    compact = PyCompactUnicodeObject.layout(on: build)
    unicode = PyUnicodeObject.layout(on: build)
    unicode2 = PyUnicodeObject2.layout(on: build)
    tuple = PyTupleObject.layout(on: build)
    list = PyListObject.layout(on: build)
    dict = PyDictObject.layout(on: build)
    dict2 = PyDictObject2.layout(on: build)
    keys = PyDictKeysObject.layout(on: build)
    keyEntry = PyDictKeyEntry.layout(on: build)
    unicodeEntry = PyDictUnicodeEntry.layout(on: build)
    values = PyDictValues.layout(on: build)
    set = PySetObject.layout(on: build)
    setEntry = setentry.layout(on: build)
    deque = dequeobject.layout(on: build)
    dequeBlock = dequeblock.layout(on: build)
    odict = PyODictObject.layout(on: build)
    odictNode = _odictnode.layout(on: build)
  }
}
