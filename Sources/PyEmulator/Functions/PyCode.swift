/// What a code object is made of: what `compile` finds out, and `types.CodeType` is called with.
public struct PyCode {
  /// `co_name`
  public var name: String
  /// `co_qualname`, what 3.x shows of a function as `__qualname__`; `nil` for the name.
  public var qualname: String?
  /// `co_filename`
  public var filename = "<string>"
  /// `co_firstlineno`
  public var firstlineno = 1
  /// `co_varnames`: the local variables, parameters first, `*args` and `**kwargs` the last of these.
  public var varnames: [String]
  /// `co_argcount`: how many parameters may be given by their place.
  public var argcount: Int
  /// `co_posonlyargcount`: how many of them only so; from 3.8 on.
  public var posonlyargcount = 0
  /// `co_kwonlyargcount`: how many parameters behind those may only be given by their name; in 3.x.
  public var kwonlyargcount: Int
  /// `co_cellvars`: the variables that inner functions use, which may be parameters.
  public var cellvars: [String] = []
  /// `co_freevars`: the variables of outer functions.
  public var freevars: [String] = []
  /// `co_names`: the names of globals and attributes.
  public var names: [String] = []
  /// `co_consts`; `nil` for `(None,)`.
  public var consts: [Object]?
  /// `co_stacksize`; `nil` for what a function takes that only returns `None`.
  public var stacksize: Int?
  /// `co_flags`; `nil` for those of a plain function: `CO_OPTIMIZED | CO_NEWLOCALS`, up to 3.10
  /// `CO_NOFREE` where it is one.
  public var flags: Int?
  /// `co_code`, from 3.11 on `_co_code_adaptive`; `nil` for the instructions of a function that only returns
  /// `None`, which are known up to 3.14.
  public var code: [UInt8]?
  /// `co_linetable`, up to 3.9 `co_lnotab`; `nil` for one in which no instruction has a line of its own.
  public var linetable: [UInt8]?
  /// `co_exceptiontable`, from 3.11 on.
  public var exceptiontable: [UInt8] = []

  /// The code of a function that only returns `None`: `def name(parameters, *, keywordOnly): pass`.
  public init(_ name: String, parameters: [String] = [], keywordOnly: [String] = []) {
    self.name = name
    varnames = parameters + keywordOnly
    argcount = parameters.count
    kwonlyargcount = keywordOnly.count
  }
}
