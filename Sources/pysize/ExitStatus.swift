/// The exit codes of `sysexits.h` that pysize promises.
enum ExitStatus {
  /// Something disagrees with CPython, or could not be measured though everything was there.
  static let disagreement: Int32 = 1
  /// `EX_USAGE`: what was asked makes no sense.
  static let usage: Int32 = 64
  /// `EX_UNAVAILABLE`: what was asked for is not there.
  static let notThere: Int32 = 69
  /// `EX_SOFTWARE`: a fault of pysize's own.
  static let fault: Int32 = 70
  /// `EX_IOERR`: the output could not be written.
  static let cannotWrite: Int32 = 74
}
