import ArgumentParser
import PySize

/// Which object a command is about: a record, or a Python literal.
struct WhatOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The record.", valueName: "record"))
  var record: String?

  @Option(
    name: [.customShort("e"), .long], parsing: .unconditional,
    help: ArgumentHelp("A Python literal in place of a record.", valueName: "literal"))
  var expression: String?

  @Option(
    help: ArgumentHelp("The names a record stores values under.", valueName: "x,y,z"),
    transform: { text in
      do { return try Fields(parsing: text) } catch { throw ValidationError("\(error)") }
    })
  var fields: Fields = .article

  func validate() throws {
    guard (record == nil) != (expression == nil) else {
      throw ValidationError("name a record, or give a literal with -e: one of the two")
    }
    if let record, Catalogue.record(record) == nil {
      let known = Catalogue.records.map(\.id).joined(separator: ", ")
      throw ValidationError("there is no record '\(record)': there are \(known)")
    }
  }

  /// The object, of a fresh class the `nth`.
  func what(nth: Int = 1) throws -> What {
    if let expression { return .literal(expression) }
    guard let id = record, let record = Catalogue.record(id) else {
      throw ValidationError("name a record, or give a literal with -e")
    }
    return .record(record, fields: fields, nth: nth)
  }
}

/// An error of a literal or of the emulator is one line.
func refusing<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as LiteralError {
    printError("-e: \(error)")
    throw ExitCode(ExitStatus.usage)
  } catch {
    printError("\(error)")
    throw ExitCode(ExitStatus.notThere)
  }
}
