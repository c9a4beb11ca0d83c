import PyLayout

/// What classes.py says of one class: its numbers, or why there are none.
struct ClassAnswer: Decodable, Sendable {
  /// CPython's TypeError.
  let error: String?
  /// A base is missing, because it was refused.
  let orphan: Bool?
  let basicsize: Int?
  let itemsize: Int?
  let dictoffset: Int?
  let weakrefoffset: Int?
  let flags: UInt?
  /// Bytes that `sys.getsizeof` adds to `__sizeof__`.
  let prefix: Int?
  /// Where the class's own slots are, by their mangled names.
  let slots: [String: Int]?

  /// Each number that is not the model's.
  func differences(from type: PyType) -> [String] {
    let flags = self.flags.map { $0 & Self.flags(on: type.build).rawValue }
    let numbers: [(String, Int?, Int)] = [
      ("__basicsize__", basicsize, type.tp_basicsize),
      ("__itemsize__", itemsize, type.tp_itemsize),
      ("__dictoffset__", dictoffset, type.tp_dictoffset),
      ("__weakrefoffset__", weakrefoffset, type.tp_weaklistoffset),
      ("__flags__ that decide memory", flags.map { Int($0) }, Int(type.flags.rawValue)),
      ("bytes before the object", prefix, type.prefixSize),
    ]
    var differences = numbers.filter { $0.1 != $0.2 }.map { name, actual, model in
      "\(name) is \(actual.map(String.init) ?? "not told"), model \(model)"
    }
    let model = type.ownSlots
    if slots != model { differences.append("slots are at \(slots ?? [:]), model \(model)") }
    return differences
  }

  /// The bits that decide memory and that the build's `Include/object.h` has.
  private static func flags(on build: Build) -> PyType.Flags {
    var flags: PyType.Flags = [.heapType, .haveGC]
    if build.version >= Version(3, 11) { flags.insert(.managedDict) }
    if build.version >= Version(3, 12) { flags.insert(.managedWeakref) }
    if build.version >= Version(3, 13) { flags.insert(.inlineValues) }
    return flags
  }
}

extension PyType {
  /// Where the class's own slots are; of two of one name the descriptor reads the first.
  fileprivate var ownSlots: [String: Int] {
    let own = members.dropFirst(base?.members.count ?? 0)
      .filter { $0.name != "__dict__" && $0.name != "__weakref__" }
    return Dictionary(own.map { ($0.name, $0.offset.rawValue) }, uniquingKeysWith: min)
  }
}
