internal import PyLayout

/// What probe.py says of the interpreter it runs in.
struct ProbeReport: Codable {
  /// `cpython`, `pypy`, …
  let implementation: String
  /// The first three numbers of `sys.version_info`.
  let version: [Int]
  /// `sys.executable`.
  let executable: BytePath?
  let pointerSize: Int?
  let isDebug: Bool?
  let tracesReferences: Bool?
  let isFreeThreaded: Bool?
  let gcHeadSize: Int?
  let libpython: BytePath?
  /// A libpython of another version in the place where this build's would be.
  let otherLibpython: BytePath?
  /// Where this build's libpython would be, if it were installed.
  let lookedAt: [BytePath]?

  /// What the line of the report starts with, so that nothing else is taken for it.
  static let marker = "pysize-probe:"

  /// The report in what a probe wrote; `nil` when there is none.
  init?(output: [UInt8]) {
    let lines = output.split(separator: UInt8(ascii: "\n"))
    guard let line = lines.last(where: { $0.starts(with: Self.marker.utf8) }) else { return nil }
    let json = line.dropFirst(Self.marker.utf8.count)
    guard let report = try? JSON.value(Self.self, of: json) else { return nil }
    self = report
  }

  /// What such a Python is called in messages: `CPython 3.5.2`.
  var name: String {
    let known = ["cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalPy"]
    let numbers = version.map(String.init).joined(separator: ".")
    return "\(known[implementation] ?? implementation) \(numbers)"
  }

  /// The build, whose GC head is the one that the interpreter has.
  ///
  /// - Throws: ``InterpreterError`` when no rule explains what the interpreter says.
  func build(of request: String) throws(InterpreterError) -> Build {
    guard implementation == "cpython" else {
      throw InterpreterError(request, "is \(name): pysize knows CPython only")
    }
    // Each takes a byte of PY_VERSION_HEX, Include/patchlevel.h
    guard version.count == 3, version.allSatisfy({ (0...255).contains($0) }), let pointerSize,
      let gcHeadSize
    else {
      throw InterpreterError(request, "is \(name), and did not say what its builds are like")
    }
    do {
      // Where the version leaves it open, the GC head tells how objects are aligned.
      for alignment in [nil, true] as [Bool?] {
        let build = try Build(
          Version(version[0], version[1], version[2]), pointerSize: pointerSize,
          isFreeThreaded: isFreeThreaded ?? false, isDebug: isDebug ?? false,
          tracesReferences: tracesReferences, alignsToTwoPointers: alignment)
        if build.gcHeadSize == gcHeadSize { return build }
        if build.alignsToTwoPointers || build.pointerSize == 4 { break }
      }
    } catch {
      throw InterpreterError(request, error.description)
    }
    throw InterpreterError(
      request, "is \(name) with a GC head of \(gcHeadSize) bytes, which no known build has")
  }
}
