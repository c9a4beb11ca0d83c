import PyInspector
import PyLayout

extension ObjectLayout {
  /// `24 data (25 %), 48 headers, …`: what adds up to the allocated size.
  var summary: String {
    let terms = Purpose.allCases.compactMap { purpose -> String? in
      let bytes = size(of: purpose)
      if purpose == .data {
        return "\(bytes) data (\(Quantity.percent(bytes, of: total)) %)"
      }
      return bytes == 0 ? nil : "\(bytes) \(purpose.plural)"
    }
    return "\(terms.joined(separator: " + ")) = \(total) bytes"
  }

  /// What the figures do not say, one line each.
  var remarks: [String] { [surplus?.text, unfollowed, unanswered, note].compactMap(\.self) }

  /// That there may be blocks which no map shows.
  private var unfollowed: String? {
    ownsMore
      ? "its type is written in C and may own memory that is not followed: no figure here has it"
      : nil
  }

  private var unanswered: String? {
    sizeFault.map { fault in
      "sys.getsizeof has no answer (\(fault))"
        + (size == nil ? "" : ": \(size ?? 0) is what its base in C would say")
    }
  }

  /// What matters most, and why two figures of it may both be right.
  var lead: [String] {
    guard !isShared, let allocated else { return [] }
    let percent = Quantity.percent(size(of: .data), of: max(1, allocated))
    var sentence = "It takes \(allocated) bytes, of which \(percent) % are what it stores."
    if let text = bestAdvice?.text {
      sentence += " \(text.prefix(1).uppercased())\(text.dropFirst())."
    }
    guard let size, size != allocated else { return [sentence] }
    let blocks = maps.count == 1 ? "its block" : "its \(maps.count) blocks"
    return [
      sentence,
      "sys.getsizeof says \(size), and both are right: it answers what the object's type says of the"
        + " object alone, where the allocator hands out \(allocated) for all of \(blocks).",
    ]
  }

  /// `asked 96 bytes, allocated 96, sys.getsizeof says 48`
  var sizes: String {
    let given =
      isShared
      ? "not from the allocator: all share it"
      : "allocated \(unknownAllocator?.description ?? allocated.map { "\($0)" } ?? "")"
    let count = maps.reduce(0) { $0 + $1.block.count }
    let blocks = count == 1 ? "" : " in \(count) blocks"
    return "asked \(isAtLeast ? "at least " : "")\(asked) bytes\(blocks), \(given)"
      + (size.map { ", sys.getsizeof \(sizeSource.verb) \($0)" }
        ?? ", sys.getsizeof is not modelled")
  }
}

extension Surplus {
  /// `20 bytes that sys.getsizeof counts are not there: …`
  fileprivate var text: String {
    let counted = "\(bytes) bytes that sys.getsizeof counts are "
    return switch kind {
    case .elsewhere: counted + "in blocks that its type keeps by itself, and not shown"
    case .classParts: counted + "not there: they are what a class has, and a static type has not"
    case .tzinfo: counted + "not there: room for a tzinfo, which it has not"
    case .valueAgain: counted + "there once: NumPy counts its value twice"
    case .row: counted + "in the block of the array that the row is of"
    }
  }
}

extension ObjectLayout.SizeSource {
  fileprivate var verb: String {
    switch self {
    case .interpreter: "says"
    case .model: "would say"
    }
  }
}

extension Purpose {
  fileprivate var plural: String {
    switch self {
    case .data, .bookkeeping, .spare, .rounding: rawValue
    case .header: "headers"
    case .undescribed: words
    case .hole: "holes and padding"
    }
  }
}
