public import PySize

/// Objects that a literal makes, and the catalogue's.
extension ObjectCases {
  /// Literals of every kind, and the sizes at which tables and lists change.
  public static let literals: [String] = {
    let numbers =
      ["0", "1", "-5", "256", "257", "1073741823", "1073741824", "-1152921504606846976"]
      + [
        "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
        "9223372036854775808", "-9223372036854775807", "-9223372036854775808",
        "-9223372036854775809", "-0x8000000000000000", "-0x80000000", "0x8000000000000000",
        "[-9223372036854775808, 9223372036854775808]", "{-9223372036854775808: -2147483648}",
      ]
      + ["123456789012345678901234567890", "1.5", "-0.0", "1e300", "3j", "True", "None"]
    let texts =
      [
        "''", "'x'", "'-'", "['-', '\\xff', 1]", "'name_like'", "'not name like!'", "b''", "b'q'",
        "b'bytes'",
      ]
      + ["u'\\xe9'", "u'\\xe9\\xe8'", "u'\\u65e5\\u672c'", "u'\\U0001f600 smile'"]
    let containers = [
      "()", "(1,)", "(1, 'ab', 2.5)", "((1, 2), (3, (4,)))", "[]", "[1]", "[1, 2]", "[1, 2, 3]",
      "[1000, 'hello world', b'xyz', None, True]", "[[1], {'k': [2]}, (3, [4])]", "{}",
      "{1: 'a', 'b': 2, (3, 4): [5]}", "{'a': {'b': {'c': []}}}", "{1}", "{1, 2}",
      "{'a', 'bb', 'ccc', 4, 5, 6, 7}", "{(1, 2), 'x', b'y', 2.5}",
    ]
    let sizes = [4, 5, 6, 8, 11, 12, 16, 17, 22, 30, 31, 40].flatMap { count in
      [
        "[\((0..<count).map { "\($0 * 7)" }.joined(separator: ", "))]",
        "{\((0..<count).map { "'key\($0)': \($0)" }.joined(separator: ", "))}",
        "{\((0..<count).map { "\($0 * 1000): None" }.joined(separator: ", "))}",
        "{\((0..<count).map { "'item\(count)_\($0)'" }.joined(separator: ", "))}",
      ]
    }
    return numbers + texts + containers + sizes
  }()

  /// Records at several numbers of fields and instances.
  public static func records(on build: Build, nth: [Int] = [1, 40]) throws -> [What] {
    try Catalogue.records.flatMap { record in
      let fields = try [1, 3, 6, 31].map {
        try Fields(parsing: (1...$0).map { "field\($0)" }.joined(separator: ","))
      }
      return fields.flatMap { fields in
        nth.map { What.record(record, fields: fields, nth: $0) }
      }
    }.filter { $0.isPossible(on: build) }
  }
}

extension What {
  /// Whether a build can make it, whatever is installed.
  fileprivate func isPossible(on build: Build) -> Bool {
    guard case .record(let record, let fields, let nth) = self else { return true }
    return record.obstacle(Sample(build: build, fields: fields, nth: nth)) == nil
  }
}
