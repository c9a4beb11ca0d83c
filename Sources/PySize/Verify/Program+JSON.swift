import PyEmulator

extension Program {
  /// The program as verify.py reads it, appended to a text in UTF-8: JSON without a single quote, so
  /// that it may stand in a raw string of Python's.
  func appendJSON(to text: inout [UInt8]) {
    text += "["
    for (index, statement) in statements.enumerated() {
      text += index == 0 ? "[" : ",["
      statement.appendJSON(to: &text)
      text += "]"
    }
    text += "]"
  }
}

extension Program.Statement {
  fileprivate func appendJSON(to text: inout [UInt8]) {
    switch self {
    case .makeClass(let number, let name, let bases, let slots):
      text += "\"class\",\(number),\"\(name)\",\(bases),\(slots.map { "\($0)" } ?? "null")"
    case .assign(let variable, let value):
      text += "\"=\",\(variable),"
      value.appendJSON(to: &text)
    case .view(let variable, let object): text += "\"view\",\(variable),\(object)"
    case .copy(let variable, let object): text += "\"copy\",\(variable),\(object)"
    case .drop(let variable): text += "\"drop\",\(variable)"
    case .call(let variable, let method, let arguments):
      text += "\"\(method.rawValue)\",\(variable)"
      for argument in arguments {
        text += ","
        argument.appendJSON(to: &text)
      }
    case .setAttribute(let variable, let name, let value):
      text += "\"setattr\",\(variable),\"\(name)\","
      value.appendJSON(to: &text)
    case .deleteAttribute(let variable, let name): text += "\"delattr\",\(variable),\"\(name)\""
    case .setItem(let variable, let key, let value):
      text += "\"setitem\",\(variable),"
      key.appendJSON(to: &text)
      text += ","
      value.appendJSON(to: &text)
    case .deleteItem(let variable, let key):
      text += "\"delitem\",\(variable),"
      key.appendJSON(to: &text)
    }
  }
}

extension Program.Expression {
  fileprivate func appendJSON(to text: inout [UInt8]) {
    switch self {
    case .literal(let value):
      text += "[\"literal\",\""
      for character in value.source(isPython2: true).utf8 {
        switch character {
        case UInt8(ascii: "'"): text += "\\u0027"
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
          text += "\\"
          text.append(character)
        default: text.append(character)
        }
      }
      text += "\"]"
    case .value(let value): value.appendJSON(to: &text)
    case .className(let number): text += "[\"n\",\(number)]"
    case .variable(let variable): text += "[\"v\",\(variable)]"
    case .tuple(let items):
      text += "[\"t\""
      for item in items {
        text += ","
        item.appendJSON(to: &text)
      }
      text += "]"
    case .make(let type, let argument):
      text += "[\"make\",\"\(type)\""
      if let argument {
        text += ","
        argument.appendJSON(to: &text)
      }
      text += "]"
    }
  }
}

extension PyValue {
  fileprivate func appendJSON(to text: inout [UInt8]) {
    switch self {
    case .none: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .int(let value):
      if let small = value.small {
        text += String(small)
      } else {
        text += "[\"i\",\"\(value.hex)\"]"
      }
    case .float(let value): text += "[\"f\",\"\(value)\"]"
    case .complex(let real, let imaginary): text += "[\"c\",\"\(real)\",\"\(imaginary)\"]"
    case .str(let points) where points.allSatisfy(\.isPlain):
      text += "\""
      for point in points { text.append(UInt8(truncatingIfNeeded: point)) }
      text += "\""
    case .str(let points):
      text += "[\"s\","
      points.appendRuns(to: &text)
      text += "]"
    case .bytes(let bytes):
      text += "[\"b\","
      bytes.map(UInt32.init).appendRuns(to: &text)
      text += "]"
    case .tuple(let items):
      text += "[\"t\""
      for item in items {
        text += ","
        item.appendJSON(to: &text)
      }
      text += "]"
    // These are literals: what makes them decides how large they are
    case .list, .set, .dict: text += "null"
    }
  }
}

extension [UInt32] {
  /// Each value and how often it comes in a row, for a text of many equal characters: `[97,50]`.
  fileprivate func appendRuns(to text: inout [UInt8]) {
    text += "["
    var start = 0
    while start < count {
      var end = start + 1
      while end < count && self[end] == self[start] { end += 1 }
      text += start == 0 ? "" : ","
      text += String(self[start])
      text += ","
      text += String(end - start)
      start = end
    }
    text += "]"
  }
}

extension [UInt8] {
  fileprivate static func += (text: inout Self, more: String) { text += more.utf8 }
}

extension UInt32 {
  /// Whether it stands for a letter or a digit of ASCII, which JSON and Python write as it is.
  fileprivate var isPlain: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
