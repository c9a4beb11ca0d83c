public import PyLayout
public import SystemPackage

/// A real CPython: where it is, which build it is, and how it is reached.
public struct Interpreter: Hashable, Sendable {
  /// How the worker reaches the interpreter's memory.
  public enum Bridge: String, Codable, Hashable, Sendable {
    /// The worker loads libpython with `dlopen` and is the interpreter.
    case libpython
    /// The worker starts the interpreter and reads its memory from outside.
    case process
  }

  /// The executable as it was asked for, made absolute; a virtual environment's stays its own.
  public let executable: FilePath
  /// The build, as the live interpreter tells.
  public let build: Build
  /// The shared libpython of this very build; `nil` when there is none or it cannot be loaded.
  public let libpython: FilePath?
  /// How it is reached.
  public var bridge: Bridge { libpython == nil ? .process : .libpython }

  /// An interpreter from its facts.
  public init(executable: FilePath, build: Build, libpython: FilePath?) {
    self.executable = executable
    self.build = build
    self.libpython = libpython
  }
}
