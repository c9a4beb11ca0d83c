public import PyLayout
public import PyMemory

/// Why a block was not taken back or changed in size. CPython would have crashed, now or later.
public struct AllocatorError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// No block in use starts there: it was freed before, or never handed out.
    case notInUse
    /// The debug hooks' letter is another API's: "bad ID".
    case otherAPI(UInt8)
    /// The word before the block was written to: "bad leading pad byte".
    case leadingPad
    /// The word after the block was written to: "bad trailing pad byte".
    case trailingPad
    /// The memory itself failed.
    case memory(MemoryError)
  }

  /// What is wrong.
  public let reason: Reason
  /// The block's address as it was given.
  public let address: Address
  /// The functions that were asked.
  public let domain: AllocatorDomain
  /// The build whose allocator it is.
  public let build: Build
}

extension AllocatorError: CustomStringConvertible {
  /// One line: what, where, on which build.
  public var description: String {
    let block = "\(domain) block at \(address) of CPython \(build)"
    return switch reason {
    case .notInUse: "no \(block) is in use: freed twice, or never handed out"
    case .otherAPI(let letter):
      "the \(block) was asked from API '\(Character(Unicode.Scalar(letter)))'"
    case .leadingPad: "the bytes before the \(block) were overwritten"
    case .trailingPad: "the bytes after the \(block) were overwritten"
    case .memory(let error): "the \(block): \(error)"
    }
  }
}
