public import PyLayout

extension PyValue {
  /// Reads a Python literal as a build does.
  ///
  /// The syntax is that of 3.13's `ast.literal_eval`, Lib/ast.py, for every build: numbers,
  /// strings, tuples, lists, dicts, sets, `set()`, `None`, `True`, `False`. What each means, and
  /// which digits, prefixes and suffixes there are, is the build's own. A string with `f` or `t`
  /// before its quotes, `\N{…}`, `...` and `(set)()` are refused.
  ///
  /// - Parameters:
  ///   - text: the literal, with blanks, line breaks and comments where Python has them.
  ///   - build: the CPython that would read it.
  /// - Throws: ``LiteralError`` where the text is no literal, a set's member or a dict's key has
  ///   no hash, or more than 100 brackets are open.
  public init(literal text: String, on build: Build) throws(LiteralError) {
    var parser = LiteralParser(text, on: build)
    self = try parser.parse()
  }
}
