internal import PyLayout
internal import PyMemory

/// The functions of a libpython that answering `sys.getsizeof` takes; objects are plain addresses.
@safe struct PythonFunctions {
  typealias Object = UnsafeMutableRawPointer
  /// `PyCFunctionWithKeywords`
  typealias Function = @convention(c) (Object?, Object?, Object?) -> Object?

  let PyTuple_Size: @convention(c) (Object) -> Int
  let PyTuple_GetItem: @convention(c) (Object, Int) -> Object?
  let PyTuple_New: @convention(c) (Int) -> Object?
  let PyTuple_SetItem: @convention(c) (Object, Int, Object) -> Int32
  let PyDict_GetItemString: @convention(c) (Object, UnsafePointer<CChar>) -> Object?
  let PyNumber_AsSsize_t: @convention(c) (Object, Object?) -> Int
  let PyErr_Clear: @convention(c) () -> Void
  let Py_IncRef: @convention(c) (Object?) -> Void
  let Py_DecRef: @convention(c) (Object?) -> Void
  let _PyType_Lookup: @convention(c) (Object, Object) -> Object?
  let PySys_GetObject: @convention(c) (UnsafePointer<CChar>) -> Object?
  /// `PyLong_FromSsize_t`; of 2.7 `PyInt_FromSsize_t`.
  let numberFromSsize: @convention(c) (Int) -> Object?
  /// `PyUnicode_InternFromString`; of 2.7 `PyString_InternFromString`.
  let internFromString: @convention(c) (UnsafePointer<CChar>) -> Object?
  /// `object`
  let PyBaseObject_Type: Object
  /// The variable `PyImport_Inittab`.
  let PyImport_Inittab: Object
  /// `Py_UNICODE_SIZE` in bytes.
  let wideCharacter: Int

  /// Finds each by its name.
  init(_ library: Libpython, on build: Build) throws(WorkerFault) {
    let is2 = build.version < .v3_0
    func function<F>(_ name: String, as type: F.Type = F.self) throws(WorkerFault) -> F {
      unsafe unsafeBitCast(try library.symbol(name), to: F.self)
    }
    unsafe PyTuple_Size = try function("PyTuple_Size")
    unsafe PyTuple_GetItem = try function("PyTuple_GetItem")
    unsafe PyTuple_New = try function("PyTuple_New")
    unsafe PyTuple_SetItem = try function("PyTuple_SetItem")
    unsafe PyDict_GetItemString = try function("PyDict_GetItemString")
    unsafe PyNumber_AsSsize_t = try function("PyNumber_AsSsize_t")
    PyErr_Clear = try function("PyErr_Clear")
    unsafe Py_IncRef = try function("Py_IncRef")
    unsafe Py_DecRef = try function("Py_DecRef")
    unsafe _PyType_Lookup = try function("_PyType_Lookup")
    unsafe PySys_GetObject = try function("PySys_GetObject")
    unsafe numberFromSsize = try function(is2 ? "PyInt_FromSsize_t" : "PyLong_FromSsize_t")
    unsafe internFromString = try function(
      is2 ? "PyString_InternFromString" : "PyUnicode_InternFromString")
    unsafe PyBaseObject_Type = try library.symbol("PyBaseObject_Type")
    unsafe PyImport_Inittab = try library.symbol("PyImport_Inittab")
    // Include/unicodeobject.h of 2.7 names its functions by the width
    wideCharacter = is2 && library.has("PyUnicodeUCS2_FromUnicode") ? 2 : 4
  }
}
