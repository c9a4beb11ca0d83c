/// `PyBaseExceptionObject`, Include/cpython/pyerrors.h (up to 3.7: Include/pyerrors.h)
public struct PyBaseExceptionObject: CStruct {
  /// The `__dict__`, `NULL` until something is in it.
  public let dict: Field<Ref>
  /// The tuple of what the exception was made with.
  public let args: Field<Ref>
  /// The only argument as it was given, an empty text for any other number; 2.7 alone.
  public let message: Field<Ref>?
  /// Always `NULL`, for `__notes__` is in the dict: `BaseException.add_note`; 3.11 on.
  public let notes: Field<Ref>?
  /// `__traceback__`, `NULL` before it is raised; 3.x.
  public let traceback: Field<Ref>?
  /// `__context__`: the exception that was being handled; 3.x.
  public let context: Field<Ref>?
  /// `__cause__`: what `raise … from` named; 3.x.
  public let cause: Field<Ref>?

  /// The fields in C's order, as they stand on `c.build`.
  ///
  /// 3.x has what PEP 3134 chains exceptions by, in place of `message`; 3.11 added `notes`, for PEP
  /// 678.
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
