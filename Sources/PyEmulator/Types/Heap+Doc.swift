import PyLayout

/// `__doc__`: a class's own, and the texts of builtin types that are short and the same throughout a
/// series.
extension Heap {
  /// The `__doc__` of a type, a new reference: `type_get_doc`, Objects/typeobject.c
  ///
  /// - Throws: ``PyError`` `NotImplementedError` for a builtin type whose text is not kept here.
  func doc(of type: TypeObject) throws(PyError) -> Address {
    if let known = type.attributes["__doc__"] {
      try incref(known)
      return known
    }
    guard !type.isHeapType else {
      try incref(singletons.none)
      return singletons.none
    }
    guard let doc = type.builtinDoc else {
      throw PyError(.notImplementedError, "the text of '\(type.name)' is not kept here")
    }
    let object: Address
    switch doc {
    case .none:
      object = singletons.none
      try incref(object)
    case .text(let text):
      object = try makeText(text)
    }
    // type_dict_set_doc: the type's dict holds it
    try incref(object)
    setAttribute("__doc__", of: type, to: object)
    return object
  }
}

extension TypeObject {
  fileprivate enum Doc {
    case none
    case text(String)
  }

  /// The text of a builtin type; `nil` where it is not kept here.
  fileprivate var builtinDoc: Doc? {
    let version = layout.build.version
    return switch name {
    case "object" where version < .v3_8: .text("The most base type")
    case "object":
      .text(
        """
        The base class of the class hierarchy.

        When called, it accepts no arguments and returns a new featureless
        instance that has no instance attributes and cannot be given any.

        """)
    case "NoneType" where version >= .v3_13: .text("The type of the None singleton.")
    case "NoneType", "weakref", "weakref.ReferenceType": Doc.none
    case "BaseException": .text("Common base class for all exceptions")
    case "Exception": .text("Common base class for all non-exit exceptions.")
    case "list" where version >= .v3_7:
      .text(
        """
        Built-in mutable sequence.

        If no argument is given, the constructor creates a new empty list.
        The argument must be an iterable if specified.
        """)
    case "tuple" where version >= .v3_7:
      .text(
        """
        Built-in immutable sequence.

        If no argument is given, the constructor returns an empty tuple.
        If iterable is specified the tuple is initialized from iterable's items.

        If the argument is a tuple, the return value is the same object.
        """)
    case "set" where version >= .v3_13: .text("Build an unordered collection of unique elements.")
    case "frozenset" where version >= .v3_13:
      .text("Build an immutable unordered collection of unique elements.")
    default: nil
    }
  }
}
