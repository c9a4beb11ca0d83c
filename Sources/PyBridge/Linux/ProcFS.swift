internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What the kernel tells of processes: proc(5).
enum ProcFS {
  /// This process's executable.
  static let executable: FilePath = "/proc/self/exe"

  /// How many files this process has open; 0 where it cannot be told.
  static var openFileCount: Int { FilePath("/proc/self/fd").entries.count }

  /// The processes that work below a folder, and those that were started with an environment variable of
  /// that value.
  static func processes(in folder: String, orWith variable: String) -> [pid_t] {
    FilePath("/proc").entries.compactMap { pid_t($0) }.filter { pid in
      let process = FilePath("/proc/\(pid)")
      return process.appending("cwd").target?.hasPrefix("\(folder)/") == true
        || process.hasVariable(variable, folder)
    }
  }
}

extension FilePath {
  /// Whether the process, a folder of /proc, was started with a variable of this value.
  fileprivate func hasVariable(_ name: String, _ value: String) -> Bool {
    guard let file = try? FileDescriptor.open(appending("environ"), .readOnly) else { return false }
    defer { try? file.close() }
    var bytes: [UInt8] = []
    while case let more = file.someBytes(), !more.isEmpty { bytes += more }
    let wanted = "\(name)=\(value)".systemBytes
    return bytes.split(separator: 0).contains { $0.elementsEqual(wanted) }
  }

  /// What a symbolic link says; `nil` where there is none.
  fileprivate var target: String? {
    let bytes = unsafe [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      count = unsafe max(0, withPlatformString { unsafe readlink($0, start, buffer.count) })
    }
    return bytes.isEmpty ? nil : String(systemBytes: bytes.map(UInt8.init(bitPattern:)))
  }
}
