internal import PyLayout

/// The layouts of NumPy's structs on one build: for each struct its versions, the newest first; an
/// object's is the one of its type's size.
final class NumPyLayouts: Sendable {
  /// Those of each build, made when one of NumPy's objects is met there.
  static let made = MadeOnce<Build, NumPyLayouts> { NumPyLayouts($0) }

  let arrays: [StructLayout<PyArrayObject_fields>]
  let voids: [StructLayout<PyVoidScalarObject>]
  let strings: [StructLayout<PyUnicodeScalarObject>]
  /// Dtypes of NumPy 2, and of NumPy 1.
  let dtypes: [StructLayout<_PyArray_LegacyDescr>]
  /// What a dtype of an unknown kind starts with: `numpy.dtype` itself has its size.
  let descrs: [StructLayout<PyArray_Descr>]
  let stringDType: [FieldRow]
  let stringDTypeSize: Int
  let subarray: [FieldRow]
  let subarraySize: Int
  let unit: [FieldRow]
  let unitSize: Int
  let bufferInfo: StructLayout<_buffer_info_t>
  /// By their sizes, which tell the versions apart: iterators, flags, universal functions.
  private let tools: [NumPyTool: [Int: [FieldRow]]]
  private let build: Build

  init(_ build: Build) {
    self.build = build
    // Each changed one of the structs; nil is the newest
    let versions = [
      nil, Version(2, 1), Version(2, 0), Version(1, 22), Version(1, 20), Version(1, 16),
    ]
    arrays = versions.map { PyArrayObject_fields.layout(on: build, package: $0) }
    voids = versions.map { PyVoidScalarObject.layout(on: build, package: $0) }
    strings = versions.map { PyUnicodeScalarObject.layout(on: build, package: $0) }
    dtypes = [nil, Version(1, 16)].map { _PyArray_LegacyDescr.layout(on: build, package: $0) }
    descrs = [nil, Version(1, 16)].map { PyArray_Descr.layout(on: build, package: $0) }
    let stringDType = PyArray_StringDTypeObject.layout(on: build)
    self.stringDType = stringDType.rows
    stringDTypeSize = stringDType.size
    let subarray = PyArray_ArrayDescr.layout(on: build)
    self.subarray = subarray.rows
    subarraySize = subarray.size
    let unit = PyArray_DatetimeDTypeMetaData.layout(on: build)
    self.unit = unit.rows
    unitSize = unit.size
    bufferInfo = _buffer_info_t.layout(on: build)
    // Of versions with one size the newest
    tools = Dictionary(
      uniqueKeysWithValues: NumPyTool.allCases.map { tool in
        (
          tool,
          Dictionary(versions.map { tool.layout(on: build, package: $0) }) { newest, _ in newest }
        )
      })
  }

  /// The fields of an iterator, flags or a universal function; `nil` for an unknown version.
  func rows(ofTool tp_name: String, size: Int) -> [FieldRow]? {
    let name = tp_name.split(separator: ".").last.map(String.init) ?? tp_name
    return NumPyTool(rawValue: name).flatMap { tools[$0]?[size] }
  }

  /// A type of scalars of one size.
  func scalar(_ tp_name: String) -> NumPyScalar? { NumPyScalar(tp_name: tp_name, on: build) }
}
