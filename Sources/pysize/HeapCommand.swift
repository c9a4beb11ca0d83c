import ArgumentParser
import FoundationEssentials
import PySize

/// `pysize heap`
struct HeapCommand: AsyncParsableCommand, Checked {
  static let configuration = CommandConfiguration(
    commandName: "heap",
    abstract: "Where the memory of a whole process goes, with nothing run in it.",
    discussion: """
      The process is copied at once and let go; everything else happens afterwards. It is not \
      stopped at all where none of its threads ran meanwhile. Every byte in memory gets an owner: \
      objects and the blocks they own, what the allocators hold free, libraries, stacks, the rest.

        pysize heap 4711                      a process, by its number
        pysize heap --list                    the processes that run CPython
        pysize heap -- server.py --port 0     a program, when it has run
        pysize heap --after 10 -- server.py   a server, after ten seconds
        pysize heap 4711 --save a.picture     and keep it, to look at later
        pysize heap a.picture                 a saved picture, or a core file
        pysize heap 4711 --since a.picture    what has grown since then
        pysize heap 4711 --type shop.Order    one type's objects, closer
        pysize heap 4711 --format html        a page with a map of the bytes
        pysize heap 4711 --format json        for a script
        pysize heap 4711 --pause none         without ever stopping it

      In the tables, free blocks have been in use before, and what was never handed out has not; \
      heads and rests are what an allocator needs for itself; guessed are blocks that only types \
      written in C know of; % is the share of all that is in memory.

      What is shown are types, modules, attributes and figures. What objects hold is shown with \
      --values alone, and is in every picture that is saved.

      Behind -- stands what would follow python: a file, -m MODULE, -c CODE, and before them -u, -O, \
      -B, -E, -I, -s, -S, -b, -d, -v, -q, -P, -X VALUE or -W VALUE. It has run when its threads have. In \
      all formats but text its output goes to standard error. Ctrl-C looks at it as it is then; a second \
      one ends all at once. A program that still runs when it has been looked at is ended, with exit code \
      0; otherwise the exit code is its own.

      A process may be read by its parent and by root; elsewhere the kernel says why not.
      """)

  @Argument(
    help: ArgumentHelp("A process's number, a core file, a saved picture.", valueName: "target"),
    completion: .file())
  var target: String?

  @Option(
    help: ArgumentHelp(
      "Save the picture that was taken, with mode 0600: it holds the process's content.",
      valueName: "file"), completion: .file())
  var save: String?

  @Option(
    help: ArgumentHelp(
      "The folder with the files of a core's process, if they are not where it had them.",
      valueName: "folder"), completion: .directory)
  var root: String?

  @Flag(help: "List the processes that run CPython, and whether they may be read.")
  var list = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Whether the process is stopped while it is copied: auto, where it would move; none; stop.",
      valueName: "when"), completion: .list(ProcessPicture.Pausing.allCases.map(\.rawValue)),
    transform: { text in
      guard let pausing = ProcessPicture.Pausing(rawValue: text) else {
        let known = ProcessPicture.Pausing.allCases.map(\.rawValue)
        throw ValidationError(
          "there is no pause '\(text)'\(suggestion(for: text, among: known)): there are "
            + known.joined(separator: ", "))
      }
      return pausing
    })
  var pause: ProcessPicture.Pausing = .auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many types are shown; JSON and CSV have all.", valueName: "n"),
    transform: { text in
      guard let number = WholeNumber(text) else {
        throw ValidationError("'\(text)' is no number of types")
      }
      return number.value
    })
  var top = 20

  @Option(
    help: ArgumentHelp(
      "Show the objects of one type closer: shop.Order, dict.", valueName: "name"))
  var type: String?

  @Flag(
    help:
      "With --type, show what a few of its objects hold; nothing else shows any content.")
  var values = false

  @Option(
    help: ArgumentHelp(
      "Show what has grown since: an earlier picture of the process, or a core file.",
      valueName: "file"), completion: .file())
  var since: String?

  @Option(
    help: ArgumentHelp(
      "The interpreter that runs a program: a path, a command, a version.", valueName: "python"))
  var python: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Look at a program after so many seconds, and end it.", valueName: "seconds"),
    transform: { text in
      let number = text.hasSuffix("s") ? String(text.dropLast()) : text
      guard number.allSatisfy({ "0123456789.eE+-".contains($0) }),
        let seconds = Double(number), seconds >= 0
      else { throw ValidationError("'\(text)' is no number of seconds") }
      // Beyond that lie more years than anybody waits
      return min(seconds, 1e9)
    })
  var after: Double?

  @OptionGroup var output: OutputOptions

  @Argument(
    parsing: .postTerminator, help: ArgumentHelp("What would follow python.", valueName: "program"))
  var program: [String] = []

  func check() throws {
    if list || type != nil { try output.requireNoPictures() }
    let texts = [
      ("--save", save), ("--root", root), ("--type", type), ("--since", since),
      ("--python", python),
    ]
    if let empty = texts.first(where: { $0.1?.isEmpty == true }) {
      throw ValidationError("nothing follows \(empty.0)")
    }
    if list {
      if target != nil || !program.isEmpty {
        throw ValidationError("--list looks at all processes: name none")
      }
      let others =
        texts.map { ($0, $1 != nil) } + [
          ("--values", values), ("--after", after != nil), ("--pause", pause != .auto),
        ]
      if let other = others.first(where: \.1) {
        throw ValidationError("--list looks at all processes: leave \(other.0) out")
      }
    }
    if target != nil && !program.isEmpty {
      throw ValidationError("name a process or a program, not both")
    }
    if !list && (target ?? "").isEmpty && program.isEmpty {
      throw ValidationError(
        "name a process by its number, a core file, a saved picture, or a program behind --; pysize heap"
          + " --list shows processes")
    }
    if values && type == nil { throw ValidationError("--values goes with --type") }
    if since != nil && type != nil {
      throw ValidationError("--since compares all types: leave --type out")
    }
    if let root {
      let files = [since, process == nil ? target : nil].compactMap(\.self)
      if files.allSatisfy(ProcessPicture.isSaved) {
        throw ValidationError("--root goes with a core file")
      }
      var isFolder = false
      if !FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) || !isFolder {
        throw ValidationError("--root: there is no folder '\(root)'")
      }
    }
    if let save, save == since {
      throw ValidationError("--save would replace what --since names")
    }
    if !program.isEmpty, try program[programOptions().count].isEmpty {
      throw ValidationError("name a program behind --: a file, -m MODULE or -c CODE")
    }
    if let python { try Interpreter.requireOne(python) }
    if program.isEmpty && (python != nil || after != nil) {
      throw ValidationError("--python and --after go with a program behind --")
    }
  }

  func run() async throws {
    if list {
      return try output.write(
        ProcessesReport(
          RunningPython.all.map {
            .init(
              pid: $0.pid, build: $0.build, reason: $0.reason, resident: $0.resident,
              command: $0.command)
          }))
    }
    if let save {
      do throws(PictureError) {
        try ProcessPicture.requirePlace(save)
      } catch {
        printError("\(error)")
        throw ExitCode(ExitStatus.cannotWrite)
      }
    }
    let before = try since.map { try heap(inFile: $0).heap }
    if let process { return try look(at: process, .process(process), since: before) }
    if let target { return try look(in: target, since: before) }
    try await runProgram(since: before)
  }

  /// The target, where that is a process's number as the system writes it.
  private var process: Int32? {
    target.flatMap { Int32($0) }.flatMap { $0 > 0 && "\($0)" == target ? $0 : nil }
  }

  func look(at pid: Int32, _ name: HeapTarget, since before: ProcessHeap?) throws {
    let heap: ProcessHeap
    let picture: ProcessPicture
    do throws(HeapTargetError) {
      (heap, picture) = try ProcessHeap.taking(pid, pause)
    } catch {
      printError("\(error)")
      throw ExitCode(ExitStatus.notThere)
    }
    try write(heap, name, since: before, keeping: picture)
  }

  /// Looks into a core file, or a saved picture.
  private func look(in path: String, since before: ProcessHeap?) throws {
    if !FileManager.default.fileExists(atPath: path) {
      printError("'\(path)' is neither a process's number nor a file that is here")
      throw ExitCode(ExitStatus.notThere)
    }
    let (heap, picture) = try heap(inFile: path)
    try write(heap, .file(path), since: before, keeping: picture)
  }

  private func heap(
    inFile path: String
  ) throws -> (heap: ProcessHeap, picture: ProcessPicture) {
    let picture: ProcessPicture
    do throws(PictureError) {
      picture = try ProcessPicture(ofFile: path, root: root ?? "")
    } catch {
      printError("\(error)")
      throw ExitCode(ExitStatus.notThere)
    }
    do throws(HeapError) {
      return (try ProcessHeap(in: picture), picture)
    } catch {
      printError("\(path): \(error)")
      throw ExitCode(ExitStatus.notThere)
    }
  }

  /// Saves the picture, where that is wanted, and writes the report in any case.
  private func write(
    _ heap: ProcessHeap, _ name: HeapTarget, since before: ProcessHeap?,
    keeping picture: ProcessPicture
  ) throws {
    var failure: PictureError?
    if let save {
      do throws(PictureError) { try picture.save(to: save) } catch { failure = error }
    }
    try write(heap, name, since: before)
    if let failure {
      printError("\(failure)")
      throw ExitCode(ExitStatus.cannotWrite)
    }
  }

  /// Types whose names end with what was typed, as those of functions' classes do; or one that a slip may have meant.
  private func wholeName(of name: String, in heap: ProcessHeap) -> String {
    let names = heap.types.map(\.qualifiedName).filter { $0.hasSuffix(".\(name)") }
    if names.isEmpty {
      return suggestion(for: name, among: heap.types.flatMap { [$0.qualifiedName, $0.name] })
    }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    return " (there is \(names.prefix(3).map { "'\($0)'" }.joined(separator: ", "))\(more))"
  }

  /// Whether what `--since` names was written after the target, which is a file as well.
  private func isSinceLater(than target: HeapTarget) -> Bool {
    func date(_ path: String) -> Date? {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      return attributes?[.modificationDate] as? Date
    }
    guard case .file(let path) = target, let after = date(path), let before = since.flatMap(date)
    else { return false }
    return before > after
  }

  private func write(_ heap: ProcessHeap, _ name: HeapTarget, since before: ProcessHeap?) throws {
    if let before {
      return try output.write(
        HeapGrowthReport(
          HeapGrowth(from: before, to: heap), from: .file(since ?? ""), to: name, shown: top,
          isReversed: isSinceLater(than: name)))
    }
    guard let type else { return try output.write(HeapReport(heap, of: name, shown: top)) }
    let types = heap.types(named: type)
    if types.isEmpty {
      printError(
        "\(name) has no objects of a type '\(type)'"
          + wholeName(of: type, in: heap)
          + heap.unread.filter { $0.hasPrefix("not looked at") }.map { "; \($0)" }.joined())
      throw ExitCode(ExitStatus.notThere)
    }
    try output.write(
      TypeDetailReport(heap.details(of: types, values: values), in: heap, of: name))
  }
}
