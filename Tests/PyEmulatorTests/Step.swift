/// One step of a random program: what to do, the variable it is done to, and what with.
struct Step: Encodable, Sendable, CustomStringConvertible {
  let action: String
  let name: String
  var arguments: [Argument] = []

  init(_ action: String, _ name: String, _ arguments: Argument...) {
    self.action = action
    self.name = name
    self.arguments = arguments
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(action)
    try container.encode(name)
    for argument in arguments { try container.encode(argument) }
  }

  var description: String {
    "\(action) \(name) \(arguments.map(\.description).joined(separator: ", "))"
  }
}

/// What a step is done with: a number, a text, a variable, a tuple of them, names, or nothing.
indirect enum Argument: Encodable, Sendable, CustomStringConvertible {
  case int(Int)
  case text(String)
  case variable(String)
  case tuple([Argument])
  case nothing

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .int(let value): try value.encode(to: encoder)
    case .text(let value): try value.encode(to: encoder)
    case .variable(let name): try ["var": name].encode(to: encoder)
    case .tuple(let items): try items.encode(to: encoder)
    case .nothing:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    }
  }

  var description: String {
    switch self {
    case .int(let value): "\(value)"
    case .text(let value): "'\(value)'"
    case .variable(let name): name
    case .tuple(let items): "(\(items.map(\.description).joined(separator: ", ")))"
    case .nothing: "None"
    }
  }

  var text: String { if case .text(let value) = self { value } else { "" } }
  var int: Int { if case .int(let value) = self { value } else { 0 } }
  var texts: [String]? { if case .tuple(let items) = self { items.map(\.text) } else { nil } }
}

/// What came of a step: an error, or the size of the variable and what is in it.
struct Outcome: Decodable, Hashable, CustomStringConvertible {
  var error: String?
  var size: Int?
  var contents: String?
  /// How many blocks more are in use than before; `nil` where nobody counts them.
  var blocks: Int?

  init(error: String? = nil, size: Int? = nil, contents: String? = nil) {
    self.error = error
    self.size = size
    self.contents = contents
  }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    error = try container.decodeIfPresent(String.self)
    size = try container.decodeIfPresent(Int.self)
    contents = try container.decodeIfPresent(String.self)
    blocks = try container.decodeIfPresent(Int.self)
  }

  var description: String {
    (error ?? "\(size.map(String.init) ?? "-") bytes, \(contents ?? "-")")
      + ", \(blocks.map(String.init) ?? "-") blocks more"
  }
}
