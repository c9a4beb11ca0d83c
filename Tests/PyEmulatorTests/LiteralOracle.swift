import OracleSupport
import PyEmulator

/// What literals.py says of a text.
struct LiteralAnswer: Decodable {
  /// The value, spelled as ``PyEmulator/PyValue/spelled``; `nil` where there is none.
  let value: String?
  /// Why there is no value.
  let error: String?
  /// Why this interpreter's own `literal_eval` says otherwise, where it does.
  let difference: String?

  /// Asks an interpreter what the texts are.
  static func ask(_ interpreter: Interpreter, _ texts: [String]) async throws -> [LiteralAnswer] {
    try await interpreter.ask(Scripts.path("literals.py"), texts)
  }
}

extension PyValue {
  /// The value as literals.py spells it: a tag, digits in hex, bits of floats, code points.
  var spelled: String {
    switch content {
    case .none: "none"
    case .bool(let value): "bool(\(value ? 1 : 0))"
    case .int(let value):
      "\(value.isLong ? "long" : "int")(\(value.isNegative ? "-" : "")\(value.hex))"
    case .float(let value): "float(\(value.bits))"
    case .complex(let real, let imaginary): "complex(\(real.bits) \(imaginary.bits))"
    case .str(let units): "str(\(units.map { String($0, radix: 16) }.joined(separator: " ")))"
    case .bytes(let bytes): "bytes(\(bytes.map { String($0, radix: 16) }.joined(separator: " ")))"
    case .tuple(let items): "tuple(\(items.spelled))"
    case .list(let items): "list(\(items.spelled))"
    case .set(let items): "set(\(items.spelled))"
    case .dict(let pairs):
      "dict(\(pairs.map { "\($0.key.spelled):\($0.value.spelled)" }.joined(separator: " ")))"
    }
  }
}

extension [PyValue] {
  fileprivate var spelled: String { map(\.spelled).joined(separator: " ") }
}

extension PyInt {
  fileprivate var hex: String {
    let digits = digits(bits: 4).reversed().map { String($0, radix: 16) }
    return digits.isEmpty ? "0" : digits.joined()
  }
}

extension Double {
  fileprivate var bits: String {
    let digits = String(bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
