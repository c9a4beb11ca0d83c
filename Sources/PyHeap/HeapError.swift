public import PyLayout

/// Why the heap of a process cannot be told from its picture.
public enum HeapError: Error, Hashable, Sendable, CustomStringConvertible {
  /// None of its images is a CPython that has started and not ended.
  case noCPython
  /// It is a CPython of which nothing is known.
  case uncovered(BuildError)
  /// It collected garbage at that moment.
  case collecting(Build)
  /// Something that CPython always has was not found.
  case missing(String, build: Build)
  /// A check of the picture failed: the process ran while it was copied, or it is damaged.
  case torn(String, build: Build)

  /// One line: what, which, and what to do.
  public var description: String {
    switch self {
    case .noCPython: "it has no image of a CPython that has started and not ended"
    case .uncovered(let error): "\(error)"
    case .collecting(let build): "CPython \(build) was collecting garbage"
    case .missing(let what, let build): "CPython \(build): no \(what) found in its memory"
    case .torn(let what, let build):
      """
      CPython \(build): the picture does not hold together: \(what); the process ran while it was copied, or \
      the picture is damaged
      """
    }
  }
}
