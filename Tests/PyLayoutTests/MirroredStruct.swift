import PyLayout

/// A struct that an installed header shows, as the model has it, under its name in C.
struct MirroredStruct: Sendable {
  /// The Swift type that describes it.
  let type: String
  let cName: String
  let size: Int
  let alignment: Int
  let rows: [FieldRow]

  init<S: CStruct>(
    _ type: S.Type, as cName: String? = nil, on build: Build, package: Version? = nil
  ) {
    let layout = S.layout(on: build, package: package)
    self.type = "\(S.self)"
    self.cName = cName ?? S.cName
    size = layout.size
    alignment = layout.alignment
    // Bit-fields, which one row shows together, have no offset in C
    rows = layout.rows.filter { !$0.name.contains(", ") }
  }
}

extension MirroredStruct {
  /// The structs of a build's public headers and of the internal ones
  /// that are installed: the GC head from 3.9 on, key tables from 3.11 on.
  static func all(on build: Build) -> [MirroredStruct] {
    let is2 = build.version < Version(3, 0)
    var all = [
      MirroredStruct(PyObject.self, on: build),
      MirroredStruct(PyVarObject.self, on: build),
      MirroredStruct(PyGC_Head.self, on: build),
      MirroredStruct(PyTypeObject.self, on: build),
      MirroredStruct(PyHeapTypeObject.self, on: build),
      MirroredStruct(PyNumberMethods.self, on: build),
      MirroredStruct(PyMappingMethods.self, on: build),
      MirroredStruct(PySequenceMethods.self, on: build),
      MirroredStruct(PyBufferProcs.self, on: build),
      MirroredStruct(PyTupleObject.self, on: build),
      MirroredStruct(PyListObject.self, on: build),
      MirroredStruct(PyLongObject.self, on: build),
      MirroredStruct(PyFloatObject.self, on: build),
      MirroredStruct(PyBytesObject.self, as: is2 ? "PyStringObject" : nil, on: build),
      MirroredStruct(PySetObject.self, on: build),
      MirroredStruct(setentry.self, on: build),
      MirroredStruct(PyComplexObject.self, on: build),
      MirroredStruct(PyByteArrayObject.self, on: build),
      MirroredStruct(PySliceObject.self, on: build),
      MirroredStruct(PyWeakReference.self, on: build),
      MirroredStruct(PyMemberDef.self, on: build),
      MirroredStruct(PyMethodDef.self, on: build),
      MirroredStruct(PyCFunctionObject.self, on: build),
      MirroredStruct(PyCodeObject.self, on: build),
      MirroredStruct(PyFrameObject.self, on: build),
      MirroredStruct(PyGenObject.self, on: build),
      MirroredStruct(PyFunctionObject.self, on: build),
      MirroredStruct(PyMethodObject.self, on: build),
      MirroredStruct(PyCellObject.self, on: build),
      MirroredStruct(PyMemoryViewObject.self, on: build),
      MirroredStruct(PyBaseExceptionObject.self, on: build),
      MirroredStruct(PySystemExitObject.self, on: build),
      MirroredStruct(PySyntaxErrorObject.self, on: build),
      MirroredStruct(PyUnicodeErrorObject.self, on: build),
      MirroredStruct(PyTracebackObject.self, on: build),
      MirroredStruct(PyDescrObject.self, on: build),
      MirroredStruct(PyMethodDescrObject.self, on: build),
      MirroredStruct(PyMemberDescrObject.self, on: build),
      MirroredStruct(PyGetSetDescrObject.self, on: build),
      MirroredStruct(PyWrapperDescrObject.self, on: build),
      MirroredStruct(PyDateTime_Date.self, on: build),
      MirroredStruct(PyDateTime_Time.self, on: build),
      MirroredStruct(PyDateTime_DateTime.self, on: build),
      MirroredStruct(PyDateTime_Delta.self, on: build),
    ]
    if is2 {
      all += [
        MirroredStruct(PyClassObject.self, on: build),
        MirroredStruct(PyInstanceObject.self, on: build),
        MirroredStruct(PyIntObject.self, on: build),
        MirroredStruct(PyDictObject2.self, on: build),
        MirroredStruct(PyDictKeyEntry.self, as: "PyDictEntry", on: build),
        MirroredStruct(PyUnicodeObject2.self, on: build),
        MirroredStruct(PyOSErrorObject.self, as: "PyEnvironmentErrorObject", on: build),
      ]
    } else {
      all += [
        MirroredStruct(PyDictObject.self, on: build),
        MirroredStruct(PyASCIIObject.self, on: build),
        MirroredStruct(PyCompactUnicodeObject.self, on: build),
        MirroredStruct(PyUnicodeObject.self, on: build),
        MirroredStruct(PyOSErrorObject.self, on: build),
        MirroredStruct(PyStopIterationObject.self, on: build),
        MirroredStruct(PyImportErrorObject.self, on: build),
      ]
    }
    if !is2 {
      all += [
        MirroredStruct(PyAsyncMethods.self, on: build),
        MirroredStruct(PyCoroObject.self, on: build),
        MirroredStruct(PyAsyncGenObject.self, on: build),
        MirroredStruct(_PyUnicodeWriter.self, on: build),
      ]
    }
    if build.version < Version(3, 11) { all.append(MirroredStruct(PyTryBlock.self, on: build)) }
    if build.version >= Version(3, 10) {
      all.append(MirroredStruct(PyNameErrorObject.self, on: build))
      all.append(MirroredStruct(PyAttributeErrorObject.self, on: build))
    }
    if build.version >= Version(3, 11) {
      all += [
        MirroredStruct(PyBaseExceptionGroupObject.self, on: build),
        MirroredStruct(PyModuleObject.self, on: build),
        MirroredStruct(_PyDictViewObject.self, on: build),
        MirroredStruct(PyDictKeysObject.self, on: build),
        MirroredStruct(PyDictKeyEntry.self, on: build),
        MirroredStruct(PyDictUnicodeEntry.self, on: build),
        MirroredStruct(_PyInterpreterFrame.self, on: build),
      ]
    }
    if !is2 && build.version < Version(3, 10) { all.append(MirroredStruct(node.self, on: build)) }
    if build.version >= Version(3, 12) {
      all.append(MirroredStruct(rangeiterobject.self, as: "_PyRangeIterObject", on: build))
    }
    if build.version >= Version(3, 13) {
      all.append(MirroredStruct(PyDictValues.self, on: build))
    }
    return all
  }

  /// The structs of the model that no installed header of a build shows, and why.
  static func unseen(on build: Build) -> [String: String] {
    var unseen = [
      "arrayobject": "it is in Modules/arraymodule.c",
      "rangeobject": "it is in Objects/rangeobject.c",
      "CDataObject": "it is in Modules/_ctypes/ctypes.h",
      "PyNamespaceObject": "it is in Objects/namespaceobject.c",
      "PyArrayObject_fields": "it is in NumPy's headers",
      "PyVoidScalarObject": "it is in NumPy's headers",
      "PyArray_Descr": "it is in NumPy's headers",
      "_PyArray_LegacyDescr": "it is in NumPy's headers",
      "PyArray_ArrayDescr": "it is in NumPy's headers",
      "PyArray_DatetimeDTypeMetaData": "it is in NumPy's headers",
      "PyArray_StringDTypeObject": "it is in NumPy's headers",
      "PyDatetimeScalarObject": "it is in NumPy's headers",
      "PyUnicodeScalarObject": "it is in NumPy's headers",
      "PyArrayIterObject": "it is in NumPy's headers",
      "PyArrayMultiIterObject": "it is in NumPy's headers",
      "PyUFuncObject": "it is in NumPy's headers",
      "PyArrayFlagsObject": "it is in NumPy's multiarray/flagsobject.h",
      "NewNpyArrayIterObject": "it is in NumPy's multiarray/nditer_pywrap.c",
      "_buffer_info_t": "it is in NumPy's multiarray/buffer.c",
      "PyStructObject": "it is in Modules/_struct.c",
      "formatcode": "it is in Modules/_struct.c",
      "dequeobject": "it is in Modules/_collectionsmodule.c",
      "dequeblock": "it is in Modules/_collectionsmodule.c",
      "_odictnode": "it is in Objects/odictobject.c",
      "buffered": "it is in Modules/_io/bufferedio.c",
      "bytesio": "it is in Modules/_io/bytesio.c",
      "fileio": "it is in Modules/_io/fileio.c",
      "rwpair": "it is in Modules/_io/bufferedio.c",
      "stringio": "it is in Modules/_io/stringio.c",
      "textio": "it is in Modules/_io/textio.c",
      "rlockobject": "it is in Modules/_threadmodule.c",
      "lru_list_elem": "it is in Modules/_functoolsmodule.c",
      "simplequeueobject": "it is in Modules/_queuemodule.c",
      "defdictobject": "it is in Modules/_collectionsmodule.c",
      "productobject": "it is in Modules/itertoolsmodule.c",
      "combinationsobject": "it is in Modules/itertoolsmodule.c",
      "permutationsobject": "it is in Modules/itertoolsmodule.c",
      "PyODictObject": "it is in Objects/odictobject.c",
      "PyDecObject": "it is in Modules/_decimal/_decimal.c",
      "PicklerObject": "it is in Modules/_pickle.c",
      "UnpicklerObject": "it is in Modules/_pickle.c",
      "PyMemoTable": "it is in Modules/_pickle.c",
      "ElementObject": "it is in Modules/_elementtree.c",
      "ElementObjectExtra": "it is in Modules/_elementtree.c",
      "StgDictObject": "it is in Modules/_ctypes/ctypes.h",
      "StgInfo": "it is in Modules/_ctypes/ctypes.h",
      "propertyobject": "it is in Objects/descrobject.c",
      "staticmethod": "it is in Objects/funcobject.c",
      "classmethod": "it is in Objects/funcobject.c",
      "superobject": "it is in Objects/typeobject.c",
      "seqiterobject": "it is in Objects/iterobject.c",
      "calliterobject": "it is in Objects/iterobject.c",
      "listiterobject": "it is in Objects/listobject.c",
      "listreviterobject": "it is in Objects/listobject.c",
      "tupleiterobject": "it is in Objects/tupleobject.c",
      "unicodeiterobject": "it is in Objects/unicodeobject.c",
      "striterobject": "it is in Objects/bytesobject.c",
      "bytesiterobject": "it is in Objects/bytearrayobject.c",
      "dictiterobject": "it is in Objects/dictobject.c",
      "setiterobject": "it is in Objects/setobject.c",
      "longrangeiterobject": "it is in Objects/rangeobject.c",
      "enumobject": "it is in Objects/enumobject.c",
      "reversedobject": "it is in Objects/enumobject.c",
      "zipobject": "it is in Python/bltinmodule.c",
      "mapobject": "it is in Python/bltinmodule.c",
      "filterobject": "it is in Python/bltinmodule.c",
      "wrapperobject": "it is in Objects/descrobject.c",
      "mappingproxyobject": "it is in Objects/descrobject.c",
      "dequeiterobject": "it is in Modules/_collectionsmodule.c",
      "odictiterobject": "it is in Objects/odictobject.c",
      "arrayiterobject": "it is in Modules/arraymodule.c",
      "PyDateTime_TimeZone": "it is in Modules/_datetimemodule.c",
      "partialobject": "it is in Modules/_functoolsmodule.c",
      "lru_cache_object": "it is in Modules/_functoolsmodule.c",
      "lockobject": "it is in Modules/_threadmodule.c",
      "PatternObject": "it is in Modules/_sre/sre.h",
      "MatchObject": "it is in Modules/_sre/sre.h",
      "gaobject": "it is in Objects/genericaliasobject.c",
      "unionobject": "it is in Objects/unionobject.c",
      "countobject": "it is in Modules/itertoolsmodule.c",
      "cycleobject": "it is in Modules/itertoolsmodule.c",
      "repeatobject": "it is in Modules/itertoolsmodule.c",
      "chainobject": "it is in Modules/itertoolsmodule.c",
      "isliceobject": "it is in Modules/itertoolsmodule.c",
      "starmapobject": "it is in Modules/itertoolsmodule.c",
      "takewhileobject": "it is in Modules/itertoolsmodule.c",
      "dropwhileobject": "it is in Modules/itertoolsmodule.c",
      "accumulateobject": "it is in Modules/itertoolsmodule.c",
      "compressobject": "it is in Modules/itertoolsmodule.c",
      "groupbyobject": "it is in Modules/itertoolsmodule.c",
      "ziplongestobject": "it is in Modules/itertoolsmodule.c",
      "pairwiseobject": "it is in Modules/itertoolsmodule.c",
    ]
    if build.version >= Version(3, 0) && build.version < Version(3, 11) {
      unseen["PyDictKeysObject"] = "it is in Objects/dict-common.h"
      unseen["PyDictKeyEntry"] = "it is in Objects/dict-common.h"
    }
    if build.version < Version(3, 11) {
      unseen["PyModuleObject"] = "it is in Objects/moduleobject.c"
      unseen["_PyDictViewObject"] = "it is in Objects/dictobject.c"
    }
    if build.version < Version(3, 12) {
      unseen["rangeiterobject"] = "it is in Objects/rangeobject.c"
    }
    return unseen
  }
}
