public import PyEmulator
public import PyInspector
import PyLayout
import PyRecords

/// Why an object cannot be made, or not be read once it is there.
public enum WhatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The build, the model or the interpreter has no such object.
  case notEmulated(NotEmulated)
  /// Code that the user gave does not make it.
  case badCode(BadCode)
  /// The text that stands for it is no literal.
  case literal(LiteralError)
  /// The emulator raises where it is made.
  case raised(PyError)
  /// Its bytes are not understood.
  case unreadable(InspectionError)

  /// One line: what the error inside says.
  public var description: String {
    switch self {
    case .notEmulated(let error): "\(error)"
    case .badCode(let error): "\(error)"
    case .literal(let error): "\(error)"
    case .raised(let error): "\(error)"
    case .unreadable(let error): "\(error)"
    }
  }
}

extension WhatError {
  /// That there is none, and why.
  static func notEmulated(_ reason: String) -> WhatError { .notEmulated(NotEmulated(reason)) }

  /// What code that is not this module's throws.
  init(_ error: any Error) {
    self =
      switch error {
      case let error as WhatError: error
      case let error as NotEmulated: .notEmulated(error)
      case let error as LiteralError: .literal(error)
      case let error as PyError: .raised(error)
      case let error as InspectionError: .unreadable(error)
      default: .notEmulated("\(error)")
      }
  }
}

/// What the emulator does, as a step of something that can fail in other ways as well.
func emulating<Made>(_ body: () throws(PyError) -> Made) throws(WhatError) -> Made {
  do throws(PyError) { return try body() } catch { throw .raised(error) }
}

/// What the inspector reads, as a step of something that can fail in other ways as well.
func inspecting<Read>(_ body: () throws(InspectionError) -> Read) throws(WhatError) -> Read {
  do throws(InspectionError) { return try body() } catch { throw .unreadable(error) }
}

/// What a record's model says, as a step of something that can fail in other ways as well.
func modelling<Answer>(_ body: () throws(NotModelled) -> Answer) throws(WhatError) -> Answer {
  do throws(NotModelled) { return try body() } catch { throw .notEmulated("\(error)") }
}

extension PyValue {
  /// The value of a literal, as a step of something that can fail in other ways as well.
  init(text: String, on build: Build) throws(WhatError) {
    do throws(LiteralError) {
      self = try PyValue(literal: text, on: build)
    } catch {
      throw .literal(error)
    }
  }
}
