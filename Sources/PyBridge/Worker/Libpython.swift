internal import PyLayout
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A libpython loaded into this process.
@safe struct Libpython {
  private let path: FilePath
  private let handle: UnsafeMutableRawPointer

  typealias Strings = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private typealias WideStrings = UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private typealias BytesMain = @convention(c) (Int32, Strings) -> Int32
  private typealias WideMain = @convention(c) (Int32, WideStrings) -> Int32
  private typealias DecodeLocale =
    @convention(c) (UnsafePointer<CChar>, UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?

  /// Loads the library with its symbols visible to extension modules, which link to none.
  init(_ path: FilePath) throws(WorkerFault) {
    guard let handle = unsafe path.withPlatformString({ unsafe dlopen($0, RTLD_NOW | RTLD_GLOBAL) })
    else {
      let why = unsafe dlerror().map { unsafe String(cString: $0) } ?? "unknown error"
      throw WorkerFault("cannot load libpython: \(why)")
    }
    self.path = path
    unsafe self.handle = handle
  }

  /// The interpreter's `main` with its arguments, for a thread to run.
  func main(
    _ arguments: [String], on version: Version
  ) throws(WorkerFault) -> @Sendable () -> Int32 {
    // Its arguments live as long as the process: Python keeps pointers to them.
    let strings = Strings.allocate(capacity: arguments.count + 1)
    for (index, argument) in arguments.enumerated() { unsafe strings[index] = argument.systemCopy }
    unsafe strings[arguments.count] = nil
    return try unsafe main(Int32(arguments.count), strings, on: version)
  }

  /// The interpreter's `main` with arguments that live as long as the process.
  func main(
    _ count: Int32, _ arguments: Strings, on version: Version
  ) throws(WorkerFault) -> @Sendable () -> Int32 {
    nonisolated(unsafe) let argv = unsafe arguments
    // Python 2 has no other strings; 3.7's decodes them after it has looked at the locale, PEP 538
    let name: String? =
      switch version {
      case ..<Version(3, 0): "Py_Main"
      case Version(3, 7)..<Version(3, 8): "_Py_UnixMain"
      case Version(3, 8)...: "Py_BytesMain"
      default: nil
      }
    if let name {
      let main = unsafe unsafeBitCast(try symbol(name), to: BytesMain.self)
      return { unsafe main(count, argv) }
    }
    let main = unsafe unsafeBitCast(try symbol("Py_Main"), to: WideMain.self)
    let decode = unsafe unsafeBitCast(try symbol("Py_DecodeLocale"), to: DecodeLocale.self)
    return {
      unsafe setlocale(LC_ALL, "")
      let wide = WideStrings.allocate(capacity: Int(count) + 1)
      unsafe wide[Int(count)] = nil
      for index in 0..<Int(count) {
        guard let argument = unsafe argv[index] else { continue }
        unsafe wide[index] = unsafe decode(argument, nil)
      }
      return unsafe main(count, wide)
    }
  }

  /// Throws unless the library is of the build's version: `Py_GetVersion` answers before it is up.
  func check(_ build: Build) throws(WorkerFault) {
    typealias GetVersion = @convention(c) () -> UnsafePointer<CChar>
    let ask = unsafe unsafeBitCast(try symbol("Py_GetVersion"), to: GetVersion.self)
    let text = unsafe String(cString: ask())
    guard let version = Version(String(text.prefix { $0 == "." || $0.isNumber })),
      version == build.version
    else {
      let word = text.split(separator: " ").first ?? ""
      throw WorkerFault("\(path) is CPython \(word), not \(build.version)")
    }
  }

  /// Whether the library has such a symbol.
  func has(_ name: String) -> Bool { unsafe dlsym(handle, name) != nil }

  /// The address of a symbol.
  func symbol(_ name: String) throws(WorkerFault) -> UnsafeMutableRawPointer {
    guard let address = unsafe dlsym(handle, name) else {
      throw WorkerFault("\(path) has no \(name): it is not the libpython of this interpreter")
    }
    return unsafe address
  }
}
