/// `PyBaseExceptionObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h)
public struct PyBaseExceptionObject: CStruct {
  public let dict: Field<Ref>
  public let args: Field<Ref>
  public let message: Field<Ref>?  // 2.7
  public let notes: Field<Ref>?  // 3.11 on
  public let traceback: Field<Ref>?  // 3.x
  public let context: Field<Ref>?
  public let cause: Field<Ref>?

  public init(_ c: inout CLayout) {
    let version = c.build.version
    let is3 = version >= .v3_0
    _ = c.head()
    dict = c.field("dict")
    args = c.field("args")
    message = c.field("message", if: !is3)
    notes = c.field("notes", if: version >= .v3_11)
    traceback = c.field("traceback", if: is3)
    context = c.field("context", if: is3)
    cause = c.field("cause", if: is3)
    if is3 { c.fields(Int8.self, "suppress_context") }
  }

  /// The fields that hold references of the exception's own, its dict apart.
  package var references: [Field<Ref>] {
    [args] + [message, notes, traceback, context, cause].compactMap(\.self)
  }

  /// The field that an attribute shows: `BaseException_getset`, Objects/exceptions.c; `notes` is one
  /// that only C code sees.
  package func named(_ attribute: String) -> Field<Ref>? {
    switch attribute {
    case "args": args
    case "message": message
    case "__traceback__": traceback
    case "__context__": context
    case "__cause__": cause
    default: nil
    }
  }
}

extension PyType {
  /// `_PyExc_BaseException`, Objects/exceptions.c
  public static func baseException(on build: Build) -> PyType {
    PyType("BaseException", PyBaseExceptionObject.self, on: build, dict: "dict")
  }
}
