extension StandardType {
  static let exceptions: [StandardType] = [
    // SimpleExtendsException, Objects/exceptions.c
    exception(
      "BaseException", "BaseException()",
      """
      Exception ArithmeticError AssertionError BufferError EOFError FloatingPointError \
      GeneratorExit IndexError KeyboardInterrupt LookupError MemoryError NotImplementedError \
      OverflowError RecursionError ReferenceError RuntimeError StopAsyncIteration SystemError \
      TypeError UnicodeError ValueError ZeroDivisionError Warning BytesWarning \
      DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning \
      ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning
      """
    ) { .baseException(on: $0) },
    exception("KeyError", "KeyError()") { .baseException(on: $0).renamed("KeyError") },
    exception(
      "OSError", "OSError()",
      """
      EnvironmentError IOError BlockingIOError BrokenPipeError ChildProcessError \
      ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError \
      FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError \
      PermissionError ProcessLookupError TimeoutError
      """
    ) { .osError(on: $0) },
    exception("StopIteration", "StopIteration()", since: .v3_0) { .stopIteration(on: $0) },
    exception("SystemExit", "SystemExit()") { .systemExit(on: $0) },
    exception("SyntaxError", "SyntaxError()", "IndentationError TabError") {
      .syntaxError(on: $0)
    },
    exception(
      "UnicodeDecodeError", "UnicodeDecodeError('a', b'', 0, 0, '')",
      "UnicodeEncodeError UnicodeTranslateError"
    ) { .unicodeDecodeError(on: $0) },
    exception("ImportError", "ImportError()", "ModuleNotFoundError", since: .v3_0) {
      .importError(on: $0)
    },
    exception("NameError", "NameError()", "UnboundLocalError", since: .v3_10) {
      .nameError(on: $0)
    },
    exception("AttributeError", "AttributeError()", since: .v3_10) { .attributeError(on: $0) },
    exception(
      "BaseExceptionGroup", "BaseExceptionGroup('', [KeyboardInterrupt()])", "ExceptionGroup",
      since: .v3_11
    ) { .exceptionGroup(on: $0) },
  ]

  /// An exception, which in 2.7 is in a module of its own.
  private static func exception(
    _ name: String, _ make: String, _ names: String = "", since: Version = Version(2, 7),
    _ layout: @escaping @Sendable (Build) -> PyType?
  ) -> StandardType {
    .init(name, make, names, in: ["", "exceptions"], since: since, layout)
  }
}
