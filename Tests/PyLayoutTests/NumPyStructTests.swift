import FoundationEssentials
import OracleSupport
import PyLayout
import Testing

/// NumPy's structs beside the C compiler's, on the headers of each NumPy in pysize's cache.
@Suite struct NumPyStructTests {
  @Test(
    "offsets and sizes are the C compiler's",
    .enabled(if: CCompiler.isHere, "no C compiler: cc is not on PATH"),
    arguments: await LiveBuild.all())
  func layoutsAreTheCompilers(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard let include = interpreter.include, let numPy = Self.numPy(of: build) else {
      print("skipped: NumPy's structs of \(build) because its headers are not here")
      try Test.cancel("NumPy's headers of \(build) are not here")
    }
    let structs = Self.structs(numPy.version, on: build)
    let headers = """
      #define NPY_TARGET_VERSION NPY_API_VERSION
      #define NPY_NO_DEPRECATED_API NPY_1_7_API_VERSION
      #include <numpy/arrayobject.h>
      #include <numpy/arrayscalars.h>
      #include <numpy/ufuncobject.h>
      """
    let output = try await CCompiler.output(
      of: MirroredStruct.program(printing: structs, on: build, including: headers),
      include: [include, "\(include)/internal", numPy.include], on: build)
    var answers = output.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }[...]
    for one in structs {
      #expect(
        answers.popFirst() == [one.size, one.alignment],
        "\(build), NumPy \(numPy.version): \(one.cName), model \([one.size, one.alignment])")
      for row in one.rows {
        #expect(
          answers.popFirst() == [row.offset.rawValue, row.size],
          "\(build), NumPy \(numPy.version): \(one.cName).\(row.path), model \(row)")
      }
    }
    #expect(answers.isEmpty, "\(build)")
    print("checked: \(build): \(structs.count) structs of NumPy \(numPy.version)")
  }

  /// NumPy's version and headers in the cache.
  private static func numPy(of build: Build) -> (version: Version, include: String)? {
    let files = FileManager.default
    let home = Oracle.variables["XDG_CACHE_HOME"] ?? (Oracle.variables["HOME"] ?? "/") + "/.cache"
    let packages = "\(home)/pysize/packages"
    func names(_ folder: String) -> [String] {
      ((try? files.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
    for name in names(packages) where name.hasPrefix("\(build)-") {
      let folder = "\(packages)/\(name)/numpy"
      let info = names(folder).first { $0.hasPrefix("numpy-") && $0.hasSuffix(".dist-info") }
      let numbers =
        info?.split(separator: "-")[1].split(separator: ".").compactMap { Int($0) } ?? []
      let include = ["_core", "core"].map { "\(folder)/numpy/\($0)/include" }
        .first { files.fileExists(atPath: "\($0)/numpy/arrayobject.h") }
      if numbers.count > 2, let include {
        return (Version(numbers[0], numbers[1], numbers[2]), include)
      }
    }
    return nil
  }

  private static func structs(_ numPy: Version, on build: Build) -> [MirroredStruct] {
    let is2 = numPy >= Version(2, 0)
    func mirrored<S: CStruct>(_ type: S.Type, as cName: String? = nil) -> MirroredStruct {
      MirroredStruct(type, as: cName, on: build, package: numPy)
    }
    var all = [
      mirrored(PyArrayObject_fields.self), mirrored(PyVoidScalarObject.self),
      mirrored(PyArray_Descr.self), mirrored(PyArray_ArrayDescr.self),
      mirrored(PyArray_DatetimeDTypeMetaData.self), mirrored(PyDatetimeScalarObject.self),
      mirrored(PyDatetimeScalarObject.self, as: "PyTimedeltaScalarObject"),
      mirrored(PyArrayIterObject.self), mirrored(PyUFuncObject.self),
      mirrored(PyNumberScalarObject<UInt8>.self, as: "PyBoolScalarObject"),
      mirrored(PyNumberScalarObject<Int8>.self, as: "PyByteScalarObject"),
      mirrored(PyNumberScalarObject<Int16>.self, as: "PyShortScalarObject"),
      mirrored(PyNumberScalarObject<Int32>.self, as: "PyIntScalarObject"),
      mirrored(PyNumberScalarObject<CLong>.self, as: "PyLongScalarObject"),
      mirrored(PyNumberScalarObject<Int64>.self, as: "PyLongLongScalarObject"),
      mirrored(PyNumberScalarObject<UInt64>.self, as: "PyULongLongScalarObject"),
      mirrored(PyNumberScalarObject<npy_half>.self, as: "PyHalfScalarObject"),
      mirrored(PyNumberScalarObject<Float>.self, as: "PyFloatScalarObject"),
      mirrored(PyNumberScalarObject<Double>.self, as: "PyDoubleScalarObject"),
      mirrored(PyNumberScalarObject<LongDouble>.self, as: "PyLongDoubleScalarObject"),
    ]
    if is2 {
      all += [mirrored(_PyArray_LegacyDescr.self), mirrored(PyArray_StringDTypeObject.self)]
    } else {
      // NumPy 2 shows none of the iterators that a broadcast holds
      all += [mirrored(PyArrayMultiIterObject.self), mirrored(PyArrayFlagsObject.self)]
    }
    if build.version >= Version(3, 0) { all.append(mirrored(PyUnicodeScalarObject.self)) }
    return all
  }
}
