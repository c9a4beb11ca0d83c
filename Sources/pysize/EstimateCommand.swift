import ArgumentParser
import PySize

/// `pysize estimate`
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract: "What an object costs on every CPython, and what an upgrade saves.",
    discussion: """
      The object is a record, of whose instances a later one counts, or a Python literal. It is \
      made by the emulator of each build: every version, 64- and 32-bit, debug, free-threaded. \
      No interpreter is needed. Allocated is what one more takes, without what it holds: 0 for \
      what all share, such as None, a small int, a name.

        pysize estimate class                    an instance, from 2.7 to 3.15
        pysize estimate slots --fields a,b       other fields
        pysize estimate -e "{'x': 1, 'y': 2}"    a literal, without what it holds
        pysize estimate tuple --format json      for a script
      """)

  @OptionGroup var object: WhatOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let what = try object.what()
    var entries: [EstimateReport.Entry] = []
    var missing: [(build: Build, reason: String)] = []
    var refused: LiteralError?
    for build in Build.kinds {
      do {
        let estimate = try what.estimate(on: build)
        entries.append(
          .init(build: build, size: estimate.size, allocated: estimate.allocated))
      } catch {
        missing.append((build, "\(error)"))
        refused = error as? LiteralError
      }
    }
    if entries.isEmpty, let refused {
      printError("-e: \(refused)")
      throw ExitCode(ExitStatus.usage)
    }
    guard !entries.isEmpty else {
      printError("\(what.name): \(missing.first?.reason ?? "no build makes it")")
      throw ExitCode(ExitStatus.notThere)
    }
    output.write(EstimateReport(what: what.name, entries, missing: missing))
  }
}
