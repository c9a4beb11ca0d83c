internal import PyLayout
internal import SystemPackage

extension Interpreter {
  /// Why it cannot run in this process, and what the user can do, to follow its name; `nil` where it
  /// can.
  public var whyNotLoaded: String? {
    switch obstacle {
    case nil: nil
    case .pointerSize:
      "has pointers of \(build.pointerSize) bytes, and this pysize of \(MemoryLayout<UInt>.size):"
        + " it cannot be loaded here, whichever libpython is installed"
    case .otherVersion(let libpython):
      "is CPython \(build.version), and \(libpython) is another version's:"
        + " \(package.map { "apt install --only-upgrade python\(series) \($0)" } ?? "install its own")"
    case .notInstalled:
      "has no shared libpython: \(package.map { "apt install \($0)" } ?? building)"
    }
  }

  private var series: String { "\(build.version.major).\(build.version.minor)" }

  /// Debian's package with the libpython of one of its own interpreters; `nil` for others.
  private var package: String? {
    let path = executable.resolved ?? executable
    guard path.removingLastComponent() == "/usr/bin",
      FilePath("/usr/bin/apt-get").kind == .regular
    else { return nil }
    return "libpython\(series)" + (build.isDebug ? "-dbg" : "")
  }

  /// How its own is built.
  private var building: String {
    let isPyenvs = (executable.resolved ?? executable).components
      .contains { $0.string.contains("pyenv") }
    return isPyenvs
      ? "PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install \(build.version)"
      : "build it with --enable-shared"
  }
}
