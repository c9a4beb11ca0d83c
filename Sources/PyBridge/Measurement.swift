/// What a real interpreter said of one ``Snippet``.
public struct Measurement: Codable, Hashable, Sendable {
  /// How it went.
  public enum Status: String, Codable, Hashable, Sendable {
    /// Everything was measured.
    case measured
    /// Something it needs is not there: a package, a compiler, a newer Python.
    case unavailable
    /// It is all there and went wrong: an exception, a crash, a hang.
    case failed
  }

  /// What stands in the way, where something can be done about it.
  public enum Fault: String, Codable, Hashable, Sendable {
    /// The package is not installed.
    case notInstalled
    /// The snippet's statements raise, not the expression that makes the object.
    case source
    /// The snippet itself refuses, in words of its own: by an exception whose class says that it
    /// `is_pysize_refusal`.
    case refused
  }

  /// A figure of the snippet's.
  public struct Part: Codable, Hashable, Sendable {
    /// The part's name.
    public let name: String
    /// Its bytes; `nil` where there is no number.
    public let size: Int?
    /// Why there is none, in the snippet's own words; `nil` where there is one.
    public let reason: String?

    /// A figure by the part's name, in bytes.
    public init(name: String, size: Int) {
      self.name = name
      self.size = size
      reason = nil
    }

    /// A part without a figure, and why.
    public init(name: String, reason: String) {
      self.name = name
      size = nil
      self.reason = reason
    }
  }

  /// What the type object says, as Python shows it and as its bytes in memory say.
  public struct TypeFacts: Codable, Hashable, Sendable {
    /// `__basicsize__`, equal to `tp_basicsize` in memory.
    public let tp_basicsize: Int
    /// `__itemsize__`, equal to `tp_itemsize` in memory.
    public let tp_itemsize: Int
    /// `__dictoffset__`, equal to `tp_dictoffset` in memory.
    public let tp_dictoffset: Int
    /// `__weakrefoffset__`, equal to `tp_weaklistoffset` in memory.
    public let tp_weaklistoffset: Int
    /// `tp_flags` as in memory.
    public let tp_flags: UInt64
  }

  /// The snippet's.
  public let id: String
  /// How it went.
  public let status: Status
  /// One line why it is not measured; `nil` when it is.
  public let reason: String?
  /// What kind of reason that is; `nil` for any other kind.
  public let fault: Fault?
  /// The version of the snippet's package, where it has one.
  public let packageVersion: String?
  /// The figures, in the snippet's order; empty when it is not measured.
  public let parts: [Part]
  /// The type of the object; `nil` when it is not measured.
  public let type: TypeFacts?
  /// What `sys.getsizeof` answers, in bytes, where the snippet asks it; `nil` where it raises.
  public let size: Int?
  /// What it raises, in one line; `nil` where it does not.
  public let sizeFault: String?

  /// A measurement from what was seen.
  public init(
    id: String, status: Status, reason: String?, fault: Fault? = nil, packageVersion: String? = nil,
    parts: [Part] = [], type: TypeFacts? = nil, size: Int? = nil, sizeFault: String? = nil
  ) {
    self.id = id
    self.status = status
    self.reason = reason
    self.fault = fault
    self.packageVersion = packageVersion
    self.parts = parts
    self.type = type
    self.size = size
    self.sizeFault = sizeFault
  }
}
