import ArgumentParser
import CLinux
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
  var terminal: Terminal {
    let environment = ProcessInfo.processInfo.environment
    let width = Int(window_width(STDOUT_FILENO))
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let color =
      switch self {
      case .auto: isTerminal && environment["NO_COLOR", default: ""].isEmpty
      case .always: true
      case .never: false
      }
    return Terminal(color: color, width: width > 0 ? width : Self.fileWidth)
  }
}
