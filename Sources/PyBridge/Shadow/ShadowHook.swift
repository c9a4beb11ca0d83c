internal import PyLayout
internal import PyMemory

/// Stands between a program and its `sys.getsizeof`.
///
/// The function object stays the program's own: only the C function that its `PyMethodDef` names is
/// another one. It is put there when the interpreter, on its way up, initialises its module `posix`:
/// `sys` is complete by then, and no code of the program has run.
@safe final class ShadowHook {
  typealias Object = PythonFunctions.Object
  typealias Function = PythonFunctions.Function

  /// The one of this process; set before its interpreter starts.
  nonisolated(unsafe) static var current: ShadowHook?

  let python: PythonFunctions
  let build: Build
  private let ledger: ShadowLedger
  private let answersModel: Bool
  private let model: @Sendable (Address, Address) -> ShadowAnswer
  private let ob_type: Int
  private let tp_name: Int
  private var original: Function?
  private var sizeofName: Object?
  private var methodDescriptorType: Object?
  fileprivate var initPosix: (@convention(c) () -> Object?)?

  init(
    _ python: PythonFunctions, on build: Build, ledger: ShadowLedger, answersModel: Bool,
    model: @escaping @Sendable (Address, Address) -> ShadowAnswer
  ) {
    self.python = python
    self.build = build
    self.ledger = ledger
    self.answersModel = answersModel
    self.model = model
    ob_type = PyObject.layout(on: build).ob_type.offset.rawValue
    tp_name = PyTypeObject.layout(on: build).tp_name.offset.rawValue
  }

  /// Has the interpreter, which is not up yet, call ``watch()`` when it initialises `posix`.
  func install() throws(WorkerFault) {
    // struct _inittab, Include/import.h: a name and a function
    let pointer = build.pointerSize
    var entry = unsafe python.PyImport_Inittab.load(as: Object?.self)
    while let one = unsafe entry, let name = unsafe one.load(as: UnsafePointer<CChar>?.self) {
      if unsafe String(cString: name) == "posix" {
        let slot = unsafe one + pointer
        unsafe initPosix = unsafe slot.load(as: (@convention(c) () -> Object?)?.self)
        let replacement: @convention(c) () -> Object? = {
          let hook = unsafe ShadowHook.current
          let module = unsafe hook?.initPosix?()
          hook?.watch()
          return unsafe module
        }
        unsafe slot.storeBytes(
          of: replacement, as: (@convention(c) () -> Object?).self)
        return
      }
      unsafe entry = unsafe one + 2 * pointer
    }
    throw WorkerFault("CPython \(build) has no builtin module posix to start from")
  }

  /// Puts the watched function in the place of `sys.getsizeof`'s, once.
  private func watch() {
    guard unsafe original == nil, let function = unsafe python.PySys_GetObject("getsizeof") else {
      return
    }
    let layout = PyCFunctionObject.layout(on: build)
    let method = PyMethodDef.layout(on: build)
    let definition = unsafe (function + layout.m_ml.offset.rawValue).load(as: Object?.self)
    guard let definition = unsafe definition,
      // METH_VARARGS | METH_KEYWORDS: the function is looked up at each call
      unsafe (definition + method.ml_flags.offset.rawValue).load(as: Int32.self) == 3
    else { return }
    let slot = unsafe definition + method.ml_meth.offset.rawValue
    unsafe original = unsafe slot.load(as: Function?.self)
    unsafe sizeofName = unsafe python.internFromString("__sizeof__")
    if let name = unsafe sizeofName,
      let descriptor = unsafe python._PyType_Lookup(python.PyBaseObject_Type, name)
    {
      unsafe methodDescriptorType = unsafe type(of: descriptor)
    }
    let replacement: Function = { module, arguments, keywords in
      unsafe ShadowHook.current?.getsizeof(module, arguments, keywords)
    }
    let bits = unsafe UInt64(UInt(bitPattern: unsafeBitCast(replacement, to: Object.self)))
    do {
      // Checked: a table that cannot be written is not watched, and said to be so
      try unsafe ProcessMemory.current.store(
        bits, size: build.pointerSize, at: address(slot))
      ledger.count(.watched)
    } catch {
      unsafe original = nil
    }
  }

  private func address(_ object: Object) -> Address {
    Address(rawValue: UInt64(UInt(bitPattern: object)))
  }

  private func type(of object: Object) -> Object? {
    unsafe (object + ob_type).load(as: Object?.self)
  }

  /// `sys_getsizeof`, Python/sysmodule.c, counted and compared.
  private func getsizeof(_ module: Object?, _ arguments: Object?, _ keywords: Object?) -> Object? {
    ledger.count(.calls)
    let answer = unsafe original?(module, arguments, keywords)
    guard let result = unsafe answer,
      let object = unsafe argument("object", 0, arguments, keywords),
      let type = unsafe type(of: object), let name = unsafe sizeofName
    else {
      ledger.count(.raised)
      return unsafe answer
    }
    if let fallback = unsafe argument("default", 1, arguments, keywords), unsafe fallback == result,
      unsafe !hasSize(object, module)
    {
      ledger.count(.raised)
      return unsafe result
    }
    let size = unsafe python.PyNumber_AsSsize_t(result, nil)
    unsafe noteAsked(object, type, size)
    let sizeof = unsafe python._PyType_Lookup(type, name)
    guard let sizeof = unsafe sizeof, unsafe self.type(of: sizeof) == methodDescriptorType,
      // d_type of PyDescrObject, Include/descrobject.h, which follows the head
      let definer = unsafe (sizeof + ob_type + build.pointerSize).load(as: Object?.self)
    else {
      unsafe note(.own, type, nil, size)
      return unsafe result
    }
    var told = unsafe model(address(object), address(definer))
    if build.isFreeThreaded, told != .size(size), told != .notModelled,
      unsafe agreesLater(object, definer, module)
    {
      told = .size(size)
    }
    switch told {
    case .size(size): ledger.count(.agreements)
    case .notModelled: unsafe note(.notModelled, type, nil, size)
    case .failed: unsafe note(.disagreement, type, nil, size)
    case .size(let other):
      unsafe note(.disagreement, type, other, size)
      guard answersModel, let figure = unsafe python.numberFromSsize(other) else { break }
      unsafe python.Py_DecRef(result)
      return unsafe figure
    }
    return unsafe result
  }

  /// Whether model and CPython say the same of an object when both are asked again: without a lock
  /// another thread may have changed it in between.
  private func agreesLater(_ object: Object, _ definer: Object, _ module: Object?) -> Bool {
    guard let arguments = unsafe python.PyTuple_New(1) else { return false }
    defer { unsafe python.Py_DecRef(arguments) }
    // PyTuple_SetItem takes the reference over
    unsafe python.Py_IncRef(object)
    _ = unsafe python.PyTuple_SetItem(arguments, 0, object)
    for _ in 0..<16 {
      let told = unsafe model(address(object), address(definer))
      guard let result = unsafe original?(module, arguments, nil) else {
        python.PyErr_Clear()
        return false
      }
      let size = unsafe python.PyNumber_AsSsize_t(result, nil)
      unsafe python.Py_DecRef(result)
      if told == .size(size) { return true }
    }
    return false
  }

  /// Counts a call for an object, whatever comes of it.
  private func noteAsked(_ object: Object, _ type: Object, _ size: Int) {
    guard let name = unsafe name(of: type) else { return }
    unsafe ledger.count(
      object: UInt(bitPattern: object), ofType: UInt(bitPattern: type), name, size: size)
  }

  /// An argument by place or name, borrowed.
  private func argument(
    _ name: StaticString, _ index: Int, _ arguments: Object?, _ keywords: Object?
  ) -> Object? {
    if let arguments = unsafe arguments, unsafe index < python.PyTuple_Size(arguments) {
      return unsafe python.PyTuple_GetItem(arguments, index)
    }
    guard let keywords = unsafe keywords else { return nil }
    return unsafe name.utf8Start.withMemoryRebound(to: CChar.self, capacity: 1) {
      unsafe python.PyDict_GetItemString(keywords, $0)
    }
  }

  /// Whether CPython answers for the object when there is no default.
  private func hasSize(_ object: Object, _ module: Object?) -> Bool {
    guard let arguments = unsafe python.PyTuple_New(1) else { return false }
    defer { unsafe python.Py_DecRef(arguments) }
    // PyTuple_SetItem takes the reference over
    unsafe python.Py_IncRef(object)
    _ = unsafe python.PyTuple_SetItem(arguments, 0, object)
    let size = unsafe original?(module, arguments, nil)
    if unsafe size == nil { python.PyErr_Clear() }
    unsafe python.Py_DecRef(size)
    return unsafe size != nil
  }

  private func note(_ list: ShadowLedger.List, _ type: Object, _ model: Int?, _ cpython: Int) {
    let name = unsafe name(of: type).map { unsafe String(cString: $0) }
    ledger.count(list, type: name ?? "?", model: model, cpython: cpython)
  }

  private func name(of type: Object) -> UnsafePointer<CChar>? {
    unsafe (type + tp_name).load(as: UnsafePointer<CChar>?.self)
  }
}
