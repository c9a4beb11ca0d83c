extension StandardType {
  /// Names that Python has for a type, or for another with the same struct, by the one here.
  package static let otherNames: [String: String] = {
    let names = [
      "NoneType": "None", "ellipsis": "Ellipsis EllipsisType",
      "NotImplementedType": "NotImplemented", "range": "xrange", "weakref": "ref ReferenceType",
      "function": "FunctionType LambdaType", "method": "MethodType instancemethod",
      "builtin_function_or_method": "BuiltinFunctionType BuiltinMethodType", "cell": "CellType",
      "code": "CodeType", "frame": "FrameType", "traceback": "TracebackType",
      "module": "ModuleType", "mappingproxy": "MappingProxyType dictproxy",
      "generator": "GeneratorType", "coroutine": "CoroutineType",
      "async_generator": "AsyncGeneratorType",
      "method_descriptor": "MethodDescriptorType", "member_descriptor": "MemberDescriptorType",
      "classmethod_descriptor": "ClassMethodDescriptorType",
      "getset_descriptor": "GetSetDescriptorType", "wrapper_descriptor": "WrapperDescriptorType",
      "method-wrapper": "MethodWrapperType", "pattern": "Pattern", "match": "Match",
      "lock": "Lock LockType", "lru_cache": "_lru_cache_wrapper cache", "array": "ArrayType",
      "UnionType": "Union",
      "deque_iterator": "_deque_iterator", "combinations": "combinations_with_replacement",
      "BufferedReader": "BufferedWriter BufferedRandom",
      // 2.7's
      "callable_iterator": "callable-iterator", "list_iterator": "listiterator",
      "list_reverseiterator": "listreverseiterator", "tuple_iterator": "tupleiterator",
      "set_iterator": "setiterator", "range_iterator": "rangeiterator",
      "dict_keyiterator": """
      dictionary-keyiterator dictionary-valueiterator dictionary-itemiterator dict_valueiterator
      """,
      // SimpleExtendsException, Objects/exceptions.c
      "BaseException": """
      Exception ArithmeticError AssertionError BufferError EOFError FloatingPointError \
      GeneratorExit IndexError KeyboardInterrupt LookupError MemoryError NotImplementedError \
      OverflowError RecursionError ReferenceError RuntimeError StopAsyncIteration SystemError \
      TypeError UnicodeError ValueError ZeroDivisionError Warning BytesWarning \
      DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning \
      ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning
      """,
      "OSError": """
      EnvironmentError IOError BlockingIOError BrokenPipeError ChildProcessError \
      ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError \
      FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError \
      PermissionError ProcessLookupError TimeoutError
      """,
      "ImportError": "ModuleNotFoundError", "NameError": "UnboundLocalError",
      "SyntaxError": "IndentationError TabError", "BaseExceptionGroup": "ExceptionGroup",
      "UnicodeDecodeError": "UnicodeEncodeError UnicodeTranslateError",
    ]
    let pairs = names.flatMap { known, others in
      others.split(whereSeparator: \.isWhitespace).map { (String($0), known) }
    }
    return Dictionary(pairs) { first, _ in first }
  }()
}
