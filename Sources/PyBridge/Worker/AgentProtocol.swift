internal import SystemPackage

/// The first line to agent.py.
struct AgentSettings: Encodable {
  /// What to put at the end of `sys.path`, as ``BytePath``.
  let paths: [BytePath]
  /// The text of extension.py, which compiles Cython.
  var builder = String(decoding: PackageResources.extension_py, as: UTF8.self)
}

/// What agent.py says once it runs.
struct AgentReady: Decodable {
  /// The build it runs in, as ``Build`` writes it.
  let build: String
}

/// A snippet as agent.py reads it.
struct AgentRequest: Encodable {
  /// Cython to compile, and where it is kept.
  struct Extension: Encodable {
    let source: String
    let folder: BytePath
    let module: String
    let paths: [BytePath]
  }

  let package: Snippet.Package?
  let `extension`: Extension?
  let preamble: String
  let source: String
  let make: String
  let count: Int
  let parts: [String]
  let besides: [String: String]
  let asksSize: Bool

  /// A snippet; what it compiles goes into a folder of the cache that names interpreter and source.
  init(_ snippet: Snippet, header: WorkerHeader, interpreter: String) {
    package = snippet.package
    `extension` = snippet.extensionSource.map { source in
      // PyInit_ is found by the module's name, so that two sources need two names.
      let name = "pysize_extension_\(source.fingerprint)"
      let folder = FilePath(text: header.cache).appending("cython").appending(interpreter)
      return Extension(
        source: source, folder: BytePath(folder.appending(name)), module: name,
        paths: header.paths.map { BytePath(text: $0) })
    }
    preamble = snippet.preamble
    source = snippet.source
    make = snippet.make
    count = snippet.count
    parts = snippet.parts.map(\.size)
    besides = snippet.besides
    asksSize = snippet.asksSize
  }
}

/// What agent.py says of a snippet.
struct AgentAnswer: Decodable {
  let status: Measurement.Status
  let reason: String?
  let fault: Measurement.Fault?
  let version: String?
  /// The figures, and where the objects and the type are; all there when it is measured.
  let parts: [Figure]?
  let besides: [String: UInt64]?
  let sizeof: Int?
  let sizeofReason: String?
  let object: UInt64?
  let type: UInt64?
  let basicsize: Int?
  let itemsize: Int?
  let dictoffset: Int?
  let weaklistoffset: Int?
  let flags: UInt64?

  /// What the expression of a part comes to.
  enum Figure: Decodable {
    case number(Int)
    /// A text: why there is no number.
    case none(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        self = .number(number)
      } else {
        self = .none(try value.decode(String.self))
      }
    }
  }
}
