import PyLayout

/// Names that CPython has and that nothing here stands for: who asks for one hears that it is not made
/// here, and not that there is none.
struct KnownNames {
  private let versions: Range<Version>
  private let names: String

  private init(_ names: String, since first: Version = Version(0, 0), before end: Version = .all) {
    versions = first..<end
    self.names = names
  }

  fileprivate static func contain(_ name: String, _ known: [KnownNames], on build: Build) -> Bool {
    known.contains { known in
      known.versions.contains(build.version)
        && known.names.split(whereSeparator: \.isWhitespace).contains { $0 == name }
    }
  }

  /// `dir(builtins)`: Python/bltinmodule.c, Objects/exceptions.c
  static let builtins = [
    KnownNames(
      """
      ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
      DeprecationWarning EOFError Ellipsis EnvironmentError Exception False FloatingPointError
      FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError
      KeyError KeyboardInterrupt LookupError MemoryError NameError None NotImplemented
      NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError
      RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError True
      TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
      UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs all
      any bin bool bytearray bytes callable chr classmethod compile complex delattr dict dir divmod
      enumerate eval filter float format frozenset getattr globals hasattr hash hex id input int
      isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow
      print property range repr reversed round set setattr slice sorted staticmethod str sum super
      tuple type vars zip
      """),
    KnownNames(
      """
      StandardError apply basestring buffer cmp coerce execfile file intern long raw_input reduce
      reload unichr unicode xrange
      """, before: .v3_0),
    KnownNames(
      """
      BlockingIOError BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError
      ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError InterruptedError
      IsADirectoryError ModuleNotFoundError NotADirectoryError PermissionError ProcessLookupError
      RecursionError ResourceWarning StopAsyncIteration TimeoutError ascii exec
      """, since: .v3_0),
    KnownNames("breakpoint", since: .v3_7),
    KnownNames("EncodingWarning aiter anext", since: .v3_10),
    KnownNames("BaseExceptionGroup ExceptionGroup", since: .v3_11),
    KnownNames("PythonFinalizationError _IncompleteInputError", since: .v3_13),
    KnownNames("ImportCycleError __lazy_import__ frozendict sentinel", since: .v3_15),
  ]

  /// The methods and attributes of a type without those that Python itself calls: `tp_methods`,
  /// `tp_members`, `tp_getset`.
  fileprivate static func attributes(of kind: TypeObject.Kind) -> [KnownNames] {
    switch kind {
    case .plainInt: [KnownNames("bit_length conjugate denominator imag numerator real")]
    case .int, .bool:
      attributes(of: .plainInt) + [
        KnownNames("from_bytes to_bytes", since: .v3_0),
        KnownNames("as_integer_ratio", since: .v3_8), KnownNames("bit_count", since: .v3_10),
        KnownNames("is_integer", since: .v3_12),
      ]
    case .float:
      [
        KnownNames("as_integer_ratio conjugate fromhex hex imag is_integer real"),
        KnownNames("from_number", since: .v3_14),
      ]
    case .complex:
      [KnownNames("conjugate imag real"), KnownNames("from_number", since: .v3_14)]
    case .str, .unicode2:
      text + [
        KnownNames("encode format isdecimal isnumeric"),
        KnownNames("_formatter_field_name_split _formatter_parser decode", before: .v3_0),
        KnownNames("casefold format_map isidentifier isprintable maketrans", since: .v3_0),
      ]
    case .bytes:
      text + [
        KnownNames("decode"),
        KnownNames("_formatter_field_name_split _formatter_parser encode format", before: .v3_0),
        KnownNames("fromhex hex maketrans", since: .v3_0),
      ]
    case .bytearray:
      text + [
        KnownNames("append decode extend fromhex insert pop remove reverse"),
        KnownNames("clear copy hex maketrans", since: .v3_0), KnownNames("resize", since: .v3_14),
        KnownNames("take_bytes", since: .v3_15),
      ]
    case .tuple: [KnownNames("count index")]
    case .list:
      [
        KnownNames("append count extend index insert pop remove reverse sort"),
        KnownNames("clear copy", since: .v3_0),
      ]
    case .dict:
      [
        KnownNames("clear copy fromkeys get items keys pop popitem setdefault update values"),
        KnownNames(
          "has_key iteritems iterkeys itervalues viewitems viewkeys viewvalues", before: .v3_0),
      ]
    case .set:
      attributes(of: .frozenset) + [
        KnownNames(
          """
          add clear difference_update discard intersection_update pop remove
          symmetric_difference_update update
          """)
      ]
    case .frozenset:
      [
        KnownNames(
          """
          copy difference intersection isdisjoint issubset issuperset symmetric_difference union
          """)
      ]
    case .range: [KnownNames("count index start step stop", since: .v3_0)]
    case .slice: [KnownNames("indices start step stop")]
    case .array:
      [
        KnownNames(
          """
          append buffer_info byteswap count extend fromfile fromlist fromunicode index insert itemsize
          pop remove reverse tofile tolist tounicode typecode
          """),
        KnownNames("frombytes tobytes", since: .v3_0), KnownNames("clear", since: .v3_13),
        KnownNames("fromstring tostring", before: .v3_9), KnownNames("read write", before: .v3_0),
      ]
    case .exception:
      [
        KnownNames("args"), KnownNames("message", before: .v3_0),
        KnownNames("with_traceback", since: .v3_0), KnownNames("add_note", since: .v3_11),
      ]
    case .type: [KnownNames("mro")]
    default: []
    }
  }

  /// What `str`, `bytes` and `bytearray` share.
  private static let text = [
    KnownNames(
      """
      capitalize center count endswith expandtabs find index isalnum isalpha isdigit islower isspace
      istitle isupper join ljust lower lstrip partition replace rfind rindex rjust rpartition rsplit
      rstrip split splitlines startswith strip swapcase title translate upper zfill
      """),
    KnownNames("isascii", since: .v3_7), KnownNames("removeprefix removesuffix", since: .v3_9),
  ]
}

extension Version {
  /// Behind each that there is.
  fileprivate static let all = Version(.max, 0)
}

extension Heap {
  /// Whether CPython defines a name before any program does.
  func isBuiltin(_ name: String) -> Bool {
    KnownNames.contain(name, KnownNames.builtins, on: build)
  }

  /// Whether instances of a type have an attribute in CPython that is not made here, or may have: Python's
  /// own, between two underscores each, are not told apart, and what NumPy has is not known.
  func mayHave(_ name: String, _ type: TypeObject) -> Bool {
    // With no descriptor for them, these are not there, but for the dict of BaseException_getset
    if name == "__dict__" || name == "__weakref__" {
      return type.kind == .exception && name == "__dict__"
    }
    if name.count > 4 && name.hasPrefix("__") && name.hasSuffix("__") { return true }
    return type.kind == .ndarray || type.kind == .void
      || KnownNames.contain(name, KnownNames.attributes(of: type.kind), on: build)
  }
}
