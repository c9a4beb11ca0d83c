import PyInspector
import PyLayout

/// What tests compare with Python's own answers.
extension Inspection {
  private var fields: [Block.Field] { blocks.flatMap(\.fields) }

  /// An int in decimal.
  var number: String? {
    let digits = fields.filter { $0.name.hasPrefix("ob_digit[") && $0.role == .value }
    if let first = digits.first?.meaning {
      // Of several digits the lowest says the whole number
      if digits.count > 1 { return first.split(separator: " ").last.map(String.init) }
      let isNegative = fields.contains {
        $0.name == "ob_size" && Int64(bitPattern: $0.bits) >> ($0.size == 4 ? 31 : 63) & 1 != 0
          || $0.name.hasSuffix("lv_tag") && $0.bits & 3 == 2
      }
      return (isNegative ? "-" : "") + first
    }
    if let value = fields.first(where: { $0.name == "ob_ival" }) {
      return "\(Int64(bitPattern: value.bits))"
    }
    // Zero has no digit that counts, in 2.7 none at all (_PyLong_New, Objects/longobject.c)
    return fields.contains { $0.name == "ob_size" || $0.name.hasSuffix("lv_tag") } ? "0" : nil
  }

  /// A str's code points.
  var characters: [UInt32] {
    guard let field = fields.first(where: { $0.name == "characters" }),
      let width = fields.first(where: { $0.name == "closing zero" })?.size
    else { return [] }
    return stride(from: 0, to: field.size, by: width).map { start in
      field.bytes[start..<start + width].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// How many items a tuple, list, dict or set has.
  var itemCount: Int {
    fields.count { field in
      field.role.isReference
        && (field.name.hasPrefix("ob_item[") || field.name.hasSuffix("].key")
          || field.name.hasSuffix("].me_key"))
    }
  }

  /// A dict's keys as they are noted, where it has a table of its own or none.
  var keys: [String]? {
    if blocks.contains(where: { $0.part == "values" }) { return nil }
    if fields.contains(where: { $0.name == "ma_values" && $0.bits != 0 }) { return nil }
    return fields.filter { $0.role.isReference && $0.name.hasSuffix("].me_key") }
      .compactMap(\.meaning)
  }

  /// The names of an instance's attributes, where it has values inside or in a block.
  var values: [String]? {
    let values = fields.filter { $0.name.hasPrefix("values[") }
    if values.isEmpty || fields.contains(where: { $0.name == "valid" && $0.bits == 0 }) {
      return nil
    }
    return values.filter { $0.role != .unused }.compactMap { field in
      field.meaning?.split(separator: ":").first.map(String.init)
    }
  }
}

extension Block {
  /// The first field that does not start where the one before it ends; `nil` when all do.
  var gap: Field? {
    var next = Offset(rawValue: Int(truncatingIfNeeded: address.rawValue &- origin.rawValue))
    for field in fields {
      if field.offset != next || field.size == 0 { return field }
      next = field.offset + field.size
    }
    return nil
  }
}
