internal import PyLayout

/// The first line to a worker; a ``Snippet`` follows on each further one.
struct WorkerHeader: Codable {
  /// The interpreter, as `argv[0]` finds its prefix by.
  let executable: String
  /// What to load; `nil` when the interpreter is to be started and read from outside.
  let libpython: String?
  /// The build that the probe found.
  let build: Build.Facts
  /// What to put at the end of `sys.path`.
  let paths: [String]
  /// Where compiled extensions are kept.
  let cache: String
}

/// A line from a worker: one of the three.
struct WorkerEvent: Codable {
  /// It is starting with the next snippet.
  var begin: Bool?
  /// It is done with that snippet.
  var measurement: Measurement?
  /// It cannot go on, and why.
  var fault: String?
}

/// Why a worker cannot go on.
struct WorkerFault: Error {
  /// One line.
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension Build {
  /// A build as it travels: every fact as the live interpreter told it.
  struct Facts: Codable {
    let version: [Int]
    let pointerSize: Int
    let isFreeThreaded: Bool
    let isDebug: Bool
    let tracesReferences: Bool
    let alignsToTwoPointers: Bool
  }

  /// The facts of this build.
  var facts: Facts {
    Facts(
      version: [version.major, version.minor, version.patch], pointerSize: pointerSize,
      isFreeThreaded: isFreeThreaded, isDebug: isDebug, tracesReferences: tracesReferences,
      alignsToTwoPointers: alignsToTwoPointers)
  }

  /// The build of which these are the facts.
  ///
  /// - Throws: ``WorkerFault`` when the worker is of another program than its parent.
  init(_ facts: Facts) throws(WorkerFault) {
    guard facts.version.count == 3 else { throw WorkerFault("the header names no version") }
    let version = Version(facts.version[0], facts.version[1], facts.version[2])
    do {
      try self.init(
        version, pointerSize: facts.pointerSize, isFreeThreaded: facts.isFreeThreaded,
        isDebug: facts.isDebug, tracesReferences: facts.tracesReferences,
        alignsToTwoPointers: facts.alignsToTwoPointers)
    } catch {
      throw WorkerFault(error.description)
    }
  }

  /// The build without what the running Python cannot tell by itself: `3.13.0t`.
  var spoken: String {
    "\(version)" + (isFreeThreaded ? "t" : "") + (isDebug ? "d" : "")
  }
}
