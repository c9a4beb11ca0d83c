import PySize

/// A question whose answer is a number that the library works out.
public struct Question: Sendable {
  /// The CPython it is about.
  public let series: String
  /// What the number counts.
  public let unit: String
  /// A program by which a CPython of that series gives the same answer, the last line it prints;
  /// `nil` where no Python tells.
  public let python: String?
  private let asking: @Sendable () throws -> String
  private let answering: @Sendable (Build) throws -> Int

  init(
    _ text: @autoclosure @escaping @Sendable () throws -> String, on series: String = "3.13",
    unit: String = "bytes", python: String? = nil, answer: @escaping @Sendable (Build) throws -> Int
  ) {
    asking = text
    self.series = series
    self.unit = unit
    self.python = python
    answering = answer
  }

  /// The question, a paragraph of plain text; what it gives away the library works out, too.
  ///
  /// - Throws: what the library throws.
  public func text() throws -> String { try asking() }

  /// The answer on the newest CPython of the series.
  ///
  /// - Throws: what the library throws.
  public func answer() throws -> Int { try answer(on: Build(parsing: series)) }

  /// The answer on a CPython of the series.
  ///
  /// - Throws: what the library throws.
  public func answer(on build: Build) throws -> Int { try answering(build) }
}
