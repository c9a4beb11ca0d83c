import ArgumentParser
import FoundationEssentials
import PySize
import SystemPackage

/// The program behind `--`: started, looked at when it has run, let go.
extension HeapCommand {
  /// Runs it, and looks at it.
  ///
  /// - Throws: `ExitCode`, its own where it did not end well.
  func runProgram(since before: ProcessHeap?) async throws {
    let options = try programOptions()
    try requireFile(program[options.count])
    let interpreter = try await Interpreter.running(python)
    let run: ProgramRun
    do throws(InterpreterError) {
      run = try ProgramRun(
        on: interpreter, options: options, lastArguments: program.count - options.count,
        keepingOutput: output.format == .text)
    } catch {
      printError("\(error)")
      throw ExitCode(ExitStatus.notThere)
    }
    let state = run.wait(seconds: after)
    switch state {
    case .ended(let code):
      printError("the program ended before it could be looked at, with exit code \(code)")
      throw ExitCode(code == 0 ? ExitStatus.notThere : code)
    case .neverRan(let code):
      printError("nothing of the program ran: there is nothing to look at")
      throw ExitCode(code)
    case .raised(let name):
      printError("\(name) ended the program: it is looked at as it was at that moment")
    case .hasRun, .runs: break
    }
    do {
      try look(
        at: run.pid, .program(program.joined(separator: " "), pid: run.pid), since: before)
    } catch {
      run.end()
      throw error
    }
    if state == .runs {
      run.end()
    } else {
      let code = run.finish()
      if code != 0 { throw ExitCode(code) }
    }
  }

  /// The interpreter's own options, which stand before a program.
  func programOptions() throws -> [String] {
    var options: [String] = []
    while options.count < program.count {
      let next = program[options.count]
      if next == "-m" || next == "-c" {
        if options.count + 1 < program.count { return options }
        throw ValidationError("nothing follows \(next)")
      }
      guard next.hasPrefix("-") else { return options }
      let letters = next.dropFirst()
      if let first = letters.first, first == "X" || first == "W" {
        options.append(next)
        if letters.count == 1, options.count < program.count {
          options.append(program[options.count])
        }
      } else if !letters.isEmpty, letters.allSatisfy({ "uOBEIsSbdvqP".contains($0) }) {
        options.append(next)
      } else {
        throw ValidationError(
          "'\(next)' is no option that a program is looked at with: name a file, -m MODULE or -c CODE"
        )
      }
    }
    throw ValidationError("name a program behind --: a file, -m MODULE or -c CODE")
  }

  /// Says where a program's file is not there.
  private func requireFile(_ name: String) throws {
    // Bytes that are no text are handed on as they are
    if name == "-m" || name == "-c" || name.contains("\u{FFFD}") { return }
    var isFolder = false
    if FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) {
      let main = FilePath(name).appending("__main__.py").string
      if !isFolder || FileManager.default.fileExists(atPath: main) { return }
      printError("\(name) is a folder without a __main__.py: name the file in it")
    } else {
      let isPython = FilePath(name).lastComponent?.string.hasPrefix("python") == true
      printError(
        "\(name): there is no such file"
          + (isPython ? "; leave the interpreter out, and choose it with --python" : ""))
    }
    throw ExitCode(ExitStatus.notThere)
  }
}
