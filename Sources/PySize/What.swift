public import PyBridge
public import PyEmulator
public import PyLayout
public import PyRecords

/// What is looked at byte by byte: a record, or a Python literal.
public enum What: Sendable {
  /// A record of the catalogue, made as the sample says.
  case record(any Record, fields: Fields, nth: Int)
  /// A Python literal.
  case literal(String)
  /// What both sides make in their own way: Python by an expression over what `source` defines,
  /// Swift by a function that answers the object last, after those that have to live as long.
  case made(
    String, source: String, make: String, emulated: @Sendable (Heap) throws -> [Object])

  /// Its name: the record's id, or the literal.
  public var name: String {
    switch self {
    case .record(let record, _, _): record.id
    case .literal(let text): text
    case .made(let name, _, _, _): name
    }
  }

  /// The Python that makes it, and looks at nothing but its size.
  ///
  /// - Parameter id: the snippet's name; `nil` for the object's.
  /// - Throws: ``NotEmulated`` for a record that a build cannot make.
  public func snippet(on build: Build, id: String? = nil) throws(NotEmulated) -> Snippet {
    let size = Snippet.Part(name: "instance", size: "sys.getsizeof(ob)")
    switch self {
    case .literal(let text):
      return Snippet(
        id: id ?? name, package: nil, extensionSource: nil, source: "", make: text, count: 1,
        parts: [size])
    case .made(_, let source, let make, _):
      return Snippet(
        id: id ?? name, package: nil, extensionSource: nil, source: source, make: make, count: 1,
        parts: [size])
    case .record(let record, let fields, let nth):
      let sample = Sample(build: build, fields: fields, nth: nth)
      if let obstacle = record.obstacle(sample) { throw NotEmulated(obstacle) }
      let code = record.code(sample)
      return Snippet(
        id: id ?? name, package: record.package.map { .init($0, on: sample) },
        extensionSource: code.extensionSource, source: code.source, make: code.make, count: nth,
        parts: [size])
    }
  }

  /// The same object in an emulated heap, and what has to live as long as it.
  ///
  /// - Parameter packageVersion: the version of the record's package; `nil` for the newest.
  /// - Throws: ``NotEmulated`` for what the emulator cannot make, ``LiteralError``, ``PyError``.
  public func objects(in heap: Heap, packageVersion: String? = nil) throws -> [Object] {
    switch self {
    case .literal(let text):
      return [try heap.make(try PyValue(literal: text, on: heap.build))]
    case .made(_, _, _, let emulated): return try emulated(heap)
    case .record(let record, let fields, let nth):
      let sample = Sample(
        build: heap.build, fields: fields, nth: nth, packageVersion: packageVersion)
      guard let maker = try EmulatedRecord(record, sample, in: heap) else {
        throw NotEmulated("the emulator does not make the record '\(record.id)'")
      }
      return try maker.make(nth)
    }
  }
}

/// Why something cannot be made.
public struct NotEmulated: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line.
  public let description: String

  init(_ description: String) { self.description = description }

  /// Nobody answered.
  package static let nothing = NotEmulated("the interpreter gave no answer")
}
