import ArgumentParser
import FoundationEssentials
import PySize

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// `--color`.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto
  case always
  case never

  /// What text fits that goes into a file or a pipe.
  private static let fileWidth = 100

  /// What standard output can show.
  var terminal: Terminal { terminal(STDOUT_FILENO) }

  /// What standard error can show.
  var errorTerminal: Terminal { terminal(STDERR_FILENO) }

  private func terminal(_ file: Int32) -> Terminal {
    let environment = OwnProcess.environment
    let isTerminal = isatty(file) == 1
    let color =
      switch self {
      case .auto: isTerminal && environment["NO_COLOR", default: ""].isEmpty
      case .always: true
      case .never: false
      }
    return Terminal(color: color, width: OwnProcess.columns(ofFile: file) ?? Self.fileWidth)
  }
}
