/// The names a record stores a value under: the article's `x, y, z`, or the user's.
public struct Fields: Hashable, Sendable {
  /// The names, in order.
  public let names: [String]

  /// The article's fields.
  public static let article = Fields(unchecked: ["x", "y", "z"])

  /// Names that are known to be good: `f0`, `f1`, … or none.
  package init(unchecked names: [String]) { self.names = names }

  /// Reads `x,y,z`.
  ///
  /// - Throws: ``FieldsError`` for a name that some record or some Python does not take.
  public init(parsing text: String) throws(FieldsError) {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map { name in
      String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    if names == [""] { throw FieldsError("no field is named") }
    guard names.count <= Self.most else {
      throw FieldsError("\(names.count) fields are more than the \(Self.most) that are taken")
    }
    var seen: Set<String> = []
    for name in names {
      guard Self.isIdentifier(name) else {
        throw FieldsError("'\(name)' is no identifier of ASCII letters, digits and '_'")
      }
      if Self.keywords.contains(name) { throw FieldsError("'\(name)' is a keyword of Python") }
      if name.hasPrefix("_") {
        throw FieldsError("'\(name)' starts with '_', which namedtuple and others do not take")
      }
      if name == "self" { throw FieldsError("'self' is what methods call the instance") }
      guard seen.insert(name).inserted else { throw FieldsError("'\(name)' stands there twice") }
    }
    self.names = names
  }

  /// Nobody stores a record under more names, and everything shown for each takes time.
  private static let most = 4096

  /// As many fields as a class of the user's has, under its names where every record takes them.
  package init(like names: [String]) {
    var taken: Set<String> = []
    self.names = names.prefix(Self.most).enumerated().map { number, name in
      let isGood = (try? Fields(parsing: name))?.names == [name] && !taken.contains(name)
      let good = isGood ? name : "field\(number)"
      taken.insert(good)
      return good
    }
  }

  private static func isIdentifier(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, !("0"..."9").contains(first) else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
        || scalar == "_"
    }
  }

  /// `keyword.kwlist` of all covered versions together.
  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "exec", "finally", "for", "from", "global", "if",
    "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "print", "raise", "return",
    "try", "while", "with", "yield",
  ]
}

/// Why a list of fields is refused.
public struct FieldsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and with which name.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Fields {
  /// `x, y, z`
  public var list: String { names.joined(separator: ", ") }
  /// `'x', 'y', 'z'`, for a tuple or a list in Python; a tuple of one needs its comma.
  public var quoted: String { names.map { "'\($0)'" }.joined(separator: ", ") }
  /// `('x', 'y', 'z')`
  public var tuple: String { names.count == 1 ? "(\(quoted),)" : "(\(quoted))" }
  /// `1, 2, 3`: small ints, which all instances share.
  public var values: String { valueList.joined(separator: ", ") }
  /// `x=1, y=2, z=3`
  public var keywordArguments: String {
    zip(names, valueList).map { "\($0)=\($1)" }.joined(separator: ", ")
  }
  /// `'x': 1, 'y': 2, 'z': 3`
  public var items: String {
    zip(names, valueList).map { "'\($0)': \($1)" }.joined(separator: ", ")
  }

  private var valueList: [String] { names.indices.map { "\($0 % 100 + 1)" } }

  /// One line for each name, indented as a class body; `pass` where there is none.
  public func classBody(_ line: (String) -> String) -> String {
    names.isEmpty ? "    pass" : names.map { "    " + line($0) }.joined(separator: "\n")
  }

  /// An `__init__` that sets each name on `self`.
  public var initializer: String {
    let header = "    def __init__(\((["self"] + names).joined(separator: ", "))):\n"
    guard !names.isEmpty else { return header + "        pass" }
    return header + names.map { "        self.\($0) = \($0)" }.joined(separator: "\n")
  }
}
