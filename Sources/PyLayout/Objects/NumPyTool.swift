/// An iterator of NumPy's, its flags' view, or a universal function, by its `tp_name` without modules.
package enum NumPyTool: String, CaseIterable, Sendable {
  case flatiter, nditer, broadcast, ufunc, flagsobj

  /// The struct that one is.
  ///
  /// - Parameter package: NumPy's version, `nil` for the newest.
  package func layout(on build: Build, package: Version?) -> (size: Int, rows: [FieldRow]) {
    func made<S: CStruct>(_ type: S.Type) -> (Int, [FieldRow]) {
      let layout = S.layout(on: build, package: package)
      return (layout.size, layout.rows)
    }
    return switch self {
    case .flatiter: made(PyArrayIterObject.self)
    case .nditer: made(NewNpyArrayIterObject.self)
    case .broadcast: made(PyArrayMultiIterObject.self)
    case .ufunc: made(PyUFuncObject.self)
    case .flagsobj: made(PyArrayFlagsObject.self)
    }
  }
}
