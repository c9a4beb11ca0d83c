internal import PyLayout

/// The first line to a worker; a ``Snippet`` follows on each further one.
struct WorkerHeader: Codable {
  /// The interpreter, as `argv[0]`, by which Python finds its prefix.
  let executable: String
  /// What to load; `nil` when the interpreter is to be started and read from outside.
  let libpython: String?
  /// The build that the probe found, as ``Build`` writes it.
  let build: String
  /// What to put at the end of `sys.path`.
  let paths: [String]
  /// Where compiled extensions are kept.
  let cache: String
}

/// A line from a worker: one of the three.
struct WorkerEvent: Codable {
  /// Its interpreter runs: it starts with the first snippet.
  var ready: Bool?
  /// It is done with a snippet, and starts with the next one.
  var measurement: Measurement?
  /// Where what the snippet made is, until the next one starts; with ``measurement``.
  var place: Place?
  /// It cannot go on, and why.
  var fault: String?
}

/// Where an object is.
struct Place: Codable {
  /// The process whose memory it is in.
  let pid: Int32
  /// Its address there.
  let object: UInt64
  /// The addresses of the objects beside it.
  let besides: [String: UInt64]
}

/// Why a worker cannot go on.
struct WorkerFault: Error {
  /// One line.
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension Build {
  /// The build without what the running Python cannot tell by itself: `3.13.0t`.
  var spoken: String {
    "\(version)" + (isFreeThreaded ? "t" : "") + (isDebug ? "d" : "")
  }
}
