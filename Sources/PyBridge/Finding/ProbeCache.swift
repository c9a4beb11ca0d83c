internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What interpreters said of themselves, for as long as their files stay as they are.
///
/// Starting an interpreter just to ask it takes a tenth of the time of `pysize compare`.
struct ProbeCache: Sendable {
  /// One file for each interpreter stands here; where it cannot be written, nothing is kept.
  let folder: FilePath
  /// The environment the interpreters are asked in.
  let environment: [String: String]
  /// The question: another one has other answers.
  let question: String

  /// An interpreter's answer, and the files it came from.
  private struct Entry: Codable {
    let path: String
    let question: String
    let libraryPath: String?
    let files: [FileState?]
    let report: ProbeReport
  }

  /// What shows that a file has changed.
  private struct FileState: Codable, Equatable {
    let path: String
    let device: UInt64
    let inode: UInt64
    let size: Int64
    let modified: [Int]
    let changed: [Int]

    /// `nil` when no file is there.
    init?(_ path: FilePath) {
      guard let resolved = path.resolved, let state = try? Stat(resolved), state.type == .regular
      else { return nil }
      self.path = resolved.text
      device = UInt64(state.deviceID.rawValue)
      inode = UInt64(state.inode.rawValue)
      size = state.size
      modified = [state.st_mtim.tv_sec, state.st_mtim.tv_nsec]
      changed = [state.st_ctim.tv_sec, state.st_ctim.tv_nsec]
    }
  }

  /// What the interpreter at a path said; `nil` when nobody asked it as it is now.
  func report(of path: FilePath) -> ProbeReport? {
    guard let file = try? FileDescriptor.open(file(of: path), .readOnly),
      let line = file.onlyLine,
      let entry = try? JSON.value(Entry.self, of: line), entry.path == path.text,
      entry.question == question.fingerprint, entry.libraryPath == libraryPath,
      entry.files == states(path, entry.report)
    else { return nil }
    return entry.report
  }

  /// Keeps what the interpreter at a path said.
  func keep(_ report: ProbeReport, of path: FilePath) {
    guard let files = states(path, report) else { return }
    let entry = Entry(
      path: path.text, question: question.fingerprint, libraryPath: libraryPath, files: files,
      report: report)
    // Another run that does the same at the same time sees either all of it or nothing
    let new = folder.appending(".\(UInt64.random(in: .min ... .max))")
    do {
      try folder.makeFolder()
      let line = try JSON.line(entry)
      let output = try FileDescriptor.open(
        new, .writeOnly, options: [.create, .exclusiveCreate], permissions: [.ownerReadWrite])
      _ = try output.closeAfter { try output.writeAll(line) }
      try new.move(to: file(of: path))
    } catch {
      new.remove()
    }
  }

  private var libraryPath: String? { environment["LD_LIBRARY_PATH"] }

  private func file(of path: FilePath) -> FilePath {
    folder.appending("\(path.text.fingerprint).json")
  }

  /// The interpreter's files as they are now, and the places where a libpython may appear; `nil`
  /// when one of its own files is missing.
  private func states(_ path: FilePath, _ report: ProbeReport) -> [FileState?]? {
    let files = ([path] + [report.libpython].compactMap { $0?.path }).map {
      FileState($0)
    }
    guard !files.contains(nil) else { return nil }
    return files + (report.lookedAt ?? []).map { FileState($0.path) }
  }
}

extension FileDescriptor {
  /// The first line of a file, which is then closed.
  fileprivate var onlyLine: ArraySlice<UInt8>? {
    defer { try? close() }
    var lines = LineReader(self)
    return try? lines.next()
  }
}
