/// What was looked at for its heap.
public enum HeapTarget: Hashable, Sendable, CustomStringConvertible {
  /// A process.
  case process(Int32)
  /// A program that was started to be looked at.
  case program(String, pid: Int32)
  /// A core file, or a saved picture.
  case file(String)

  /// What a heading calls it: `process 4711`.
  public var description: String {
    switch self {
    case .process(let pid): "process \(pid)"
    case .program(let text, _): text
    case .file(let path): path
    }
  }

  /// `{"kind": "process", "pid": 4711, "name": null}`
  var json: JSON {
    let (kind, pid, name): (String, Int32?, String?) =
      switch self {
      case .process(let pid): ("process", pid, nil)
      case .program(let text, let pid): ("program", pid, text)
      case .file(let path): ("file", nil, path)
      }
    return .object([
      "kind": .string(kind), "pid": .int(pid.map { Int($0) }), "name": .string(name),
    ])
  }
}
