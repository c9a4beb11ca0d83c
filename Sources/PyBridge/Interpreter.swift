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

  /// Why no libpython of an interpreter's can be loaded.
  public enum Obstacle: Hashable, Sendable {
    /// There is none.
    case notInstalled
    /// The one in its place is of another version than the executable.
    case otherVersion(FilePath)
    /// Its pointers are not as long as this program's.
    case pointerSize
  }

  /// The executable as it was asked for, made absolute; a virtual environment's stays its own.
  public let executable: FilePath
  /// The build, as the live interpreter reports it.
  public let build: Build
  /// The shared libpython of this very build; `nil` when there is none or it cannot be loaded.
  public let libpython: FilePath?
  /// How it is reached.
  public var bridge: Bridge { libpython == nil ? .process : .libpython }
  /// Why there is no ``libpython``; `nil` where there is one.
  public let obstacle: Obstacle?

  /// An interpreter from its facts.
  public init(
    executable: FilePath, build: Build, libpython: FilePath?, obstacle: Obstacle? = nil
  ) {
    self.executable = executable
    self.build = build
    self.libpython = libpython
    self.obstacle = libpython == nil ? obstacle ?? .notInstalled : nil
  }
}
