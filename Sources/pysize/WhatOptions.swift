import ArgumentParser
import FoundationEssentials
import PySize

/// Which object a command is about: a record, or a Python literal.
struct WhatOptions: Checked {
  @Argument(
    help: ArgumentHelp("The record.", valueName: "record"),
    completion: .list(Catalogue.records.map(\.id)))
  var record: String?

  @Option(
    name: [.customShort("e"), .long], parsing: .unconditional,
    help: ArgumentHelp("A Python literal in place of a record.", valueName: "literal"))
  var expression: String?

  @OptionGroup var stored: FieldsOption

  func check() throws {
    try requireOne(record, expression)
    try stored.require(isRecord: expression == nil)
    _ = try what()
  }

  /// The object, of a fresh class the `nth`; `nil` for one of those that are alike.
  func what(nth: Int? = nil) throws -> What {
    if let expression { return .literal(expression) }
    let record = try recordNamed(record ?? "", hint: "; a Python literal goes with -e")
    return .record(record, fields: stored.fields, nth: nth)
  }
}

/// Which object a command is about: a record, a type, a class in a user's file, or an expression.
struct AnyWhatOptions: Checked {
  @Argument(
    help: ArgumentHelp(
      "A record; type:NAME, a type of Python's own; FILE.py:CLASS or package.module:CLASS, a class"
        + " of yours, or what else stands there: FILE.py:orders[0], FILE.py:make().",
      valueName: "what"), completion: .list(Catalogue.records.map(\.id)))
  var what: String?

  @Option(
    name: [.customShort("e"), .long], parsing: .unconditional,
    help: ArgumentHelp("A Python expression in place of it.", valueName: "expression"))
  var expression: String?

  @OptionGroup var making: MakingOptions

  @OptionGroup var stored: FieldsOption

  /// What was asked for.
  enum Subject {
    case object(What)
    case type(NamedType)
  }

  func check() throws {
    try requireOne(what, expression)
    try stored.require(
      isRecord: expression == nil && userObject == nil && what?.hasPrefix("type:") != true)
    if making.setup != nil && expression == nil && userObject == nil {
      throw ValidationError("--setup goes with an expression, or a class of yours: add -e")
    }
    if making.values != nil && userObject == nil {
      throw ValidationError("--values goes with a class of yours: name one as FILE.py:CLASS")
    }
    _ = try subject()
  }

  /// The file or the module, and the expression over its names.
  private var userObject: UserObject? { what.flatMap(UserObject.init) }

  /// What was asked for; an object of a fresh class is the `nth`, `nil` for one of those that are
  /// alike.
  ///
  /// - Parameter isLive: whether Python itself makes it.
  func subject(nth: Int? = nil, isLive: Bool = false) throws -> Subject {
    if let expression {
      return .object(
        isLive || making.setup != nil
          ? .expression(
            expression, setup: making.setup ?? "", nth: nth, folders: UserObject.folders)
          : .literal(expression))
    }
    let what = what ?? ""
    if what.hasPrefix("type:") {
      let name = String(what.dropFirst(5))
      guard let type = NamedType(named: name) else {
        // Of more than a hundred, those that a slip of the finger may have meant
        let initial = name.prefix(1).lowercased()
        let near = NamedType.all.map(\.name).filter { $0.lowercased().hasPrefix(initial) }
        let known = (near.isEmpty ? ["int", "str", "list", "dict", "deque", "…"] : near)
          .joined(separator: ", ")
        throw ValidationError(
          "no type '\(name)' is known by its name: there are \(known); -e shows any object")
      }
      return .type(type)
    }
    if let userObject {
      try userObject.validate()
      return .object(userObject.what(making, nth: nth))
    }
    let record = try recordNamed(
      what, hint: "; an expression goes with -e, a class of yours is FILE.py:CLASS")
    return .object(.record(record, fields: stored.fields, nth: nth))
  }

  /// Whether only Python can make it.
  var needsInterpreter: Bool { userObject != nil || making.setup != nil }
}

/// How an instance of a class of yours is made.
struct MakingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp(
      "Python statements that come before, and see what your file defines.",
      valueName: "statements"))
  var setup: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "What to call your class with, when its annotations do not say: \"7, name='Ann'\".",
      valueName: "arguments"))
  var values: String?
}

/// The names a record stores values under.
struct FieldsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp("The names a record stores values under.", valueName: "x,y,z"),
    transform: { text in
      do { return try Fields(parsing: text) } catch { throw ValidationError("\(error)") }
    })
  var fields: Fields = .article

  /// Refuses fields for what has its own.
  fileprivate func require(isRecord: Bool) throws {
    if !isRecord && fields != .article {
      throw ValidationError("--fields goes with a record: what has fields of its own keeps them")
    }
  }
}

private func requireOne(_ what: String?, _ expression: String?) throws {
  guard (what == nil) != (expression == nil) else {
    throw ValidationError("name a record, or give an expression with -e: one of the two")
  }
}

/// The record of that name.
///
/// - Parameter hint: what else the command takes where there is no such record.
/// - Throws: `ValidationError`, which names the records that there are.
func recordNamed(_ id: String, hint: String = "") throws -> any Record {
  guard let record = Catalogue.record(id) else {
    let known = Catalogue.records.map(\.id)
    throw ValidationError(
      "there is no record '\(id)'\(suggestion(for: id, among: known)): there are "
        + known.joined(separator: ", ") + hint)
  }
  return record
}

/// An error of a literal or of the emulator is one line.
func refusing<Result>(on build: Build, _ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch WhatError.literal(let error) {
    printError("-e: \(error)")
    throw ExitCode(ExitStatus.usage)
  } catch {
    printError("\(build): \(error)")
    throw ExitCode(ExitStatus.notThere)
  }
}
