public import PyBridge
public import PyEmulator
public import PyLayout
public import PyRecords

/// What is looked at byte by byte: a record, or a Python literal.
public enum What: Sendable {
  /// A record of the catalogue; of a fresh class the nth instance, or the first from which on all are
  /// alike.
  case record(any Record, fields: Fields = .article, nth: Int? = nil)
  /// A Python literal.
  case literal(String)
  /// What only Python makes: an expression over what `source` defines, made `count` times; of
  /// instances of a class of Python's, where no number is said, as many as it takes until all are
  /// alike. The preamble comes before.
  case python(String, source: String, make: String, count: Int?, preamble: String = "")
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
    case .python(let name, _, _, _, _): name
    }
  }

  /// An expression over what some statements define.
  ///
  /// - Parameters:
  ///   - nth: which of its values, one after the other; `nil` for a later one of instances of a class
  ///     of Python's, otherwise the first.
  ///   - folders: where its modules are looked for first.
  public static func expression(
    _ text: String, setup: String, nth: Int? = nil, folders: [String] = []
  ) -> What {
    .python(text, source: setup, make: text, count: nth, preamble: folders.asPath)
  }

  /// What a user's file or module defines: an instance of a class, an instance that is there, or what
  /// a call makes.
  ///
  /// - Parameters:
  ///   - text: an expression over the file's names, such as a class's.
  ///   - place: the file, or the module's dotted name.
  ///   - values: the arguments of the class's call as Python writes them; `nil` for such as its
  ///     annotations allow.
  ///   - setup: statements that come before, and see the file's names.
  ///   - nth: which instance; `nil` for a later one, when all are alike.
  ///   - folders: where modules are looked for first.
  public static func userClass(
    _ text: String, inFile place: String, values: String?, setup: String? = nil,
    nth: Int? = nil, folders: [String] = []
  ) -> What {
    let loader = String(decoding: PackageResources.user_class_py, as: UTF8.self)
    let file = place.split(separator: "/").last.map(String.init) ?? place
    let arguments =
      [place.pythonBytes] + [text, values, setup].map { $0?.pythonLiteral ?? "None" }
    return .python(
      "\(file):\(text)",
      source: "make_one = maker(\(arguments.joined(separator: ", ")))\n", make: "make_one()",
      count: nth, preamble: folders.asPath + loader)
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
    case .python(_, let source, let make, let count, let preamble):
      return Snippet(
        id: id ?? name, package: nil, extensionSource: nil, preamble: preamble, source: source,
        make: make, count: count ?? 1, parts: [])
    case .record(let record, let fields, let nth):
      let sample = Sample(build: build, fields: fields, nth: nth)
      if let obstacle = record.obstacle(sample) { throw NotEmulated(obstacle) }
      let code = record.code(sample)
      // The last of all that are made
      let nth = record.number(of: sample)
      return Snippet(
        id: id ?? name, package: record.package.map { .init($0, on: sample) },
        extensionSource: code.extensionSource, source: code.source, make: code.make, count: nth,
        parts: [size])
    }
  }

  /// The Python that makes it, or why a build cannot.
  func task(on build: Build) -> Result<Snippet, WhatError> {
    Result { () throws(NotEmulated) in try snippet(on: build) }.mapError { .notEmulated($0) }
  }

  /// The same object in an emulated heap, and what has to live as long as it.
  ///
  /// - Parameter packageVersion: the version of the record's package; `nil` for the newest.
  /// - Throws: ``WhatError`` for what the emulator cannot make.
  public func objects(
    in heap: Heap, packageVersion: String? = nil
  ) throws(WhatError) -> [Object] {
    switch self {
    case .literal(let text):
      let value = try PyValue(text: text, on: heap.build)
      return [try emulating { () throws(PyError) in try heap.make(value) }]
    case .made(_, _, _, let emulated):
      do {
        return try emulated(heap)
      } catch {
        throw WhatError(error)
      }
    case .python(let name, _, _, _, _):
      throw .notEmulated("\(name) is made by Python alone: name an interpreter with --python")
    case .record(let record, let fields, let nth):
      let sample = Sample(
        build: heap.build, fields: fields, nth: nth, packageVersion: packageVersion)
      let maker = try modelling { () throws(NotModelled) in
        try EmulatedRecord(record, sample, in: heap)
      }
      // From the settled one on all are alike
      let count = min(record.number(of: sample), 1 << 20)
      guard let objects = try emulating({ () throws(PyError) in try maker.make(count) }) else {
        throw .notEmulated("the emulator does not make the record '\(record.id)'")
      }
      return objects
    }
  }
}

extension [String] {
  /// Python that puts the folders in front of `sys.path`.
  fileprivate var asPath: String {
    let list = map(\.pythonBytes).joined(separator: ", ")
    let native =
      "list(map((lambda p: p) if str is bytes else sys.modules['os'].fsdecode, [\(list)]))"
    return isEmpty ? "" : "sys.path[:0] = [p for p in \(native) if p not in sys.path]\n"
  }
}

extension String {
  /// A path's bytes as a literal of every Python.
  fileprivate var pythonBytes: String {
    let digits = systemBytes.map { ($0 < 0x10 ? "\\x0" : "\\x") + String($0, radix: 16) }
    return "b'\(digits.joined())'"
  }

  /// The text as a literal of every Python, in plain ASCII.
  var pythonLiteral: String {
    let escaped = unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
    return "u'\(escaped.joined())'"
  }
}

/// Why something cannot be made where it is asked for.
public struct NotEmulated: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line.
  public let description: String

  init(_ description: String) { self.description = description }

  /// Nobody answered.
  package static let nothing = NotEmulated("the interpreter gave no answer")
}
