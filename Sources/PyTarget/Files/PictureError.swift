#if os(Linux)
  #if canImport(Glibc)
    internal import Glibc
  #elseif canImport(Musl)
    internal import Musl
  #endif

  /// Why a file gives no picture of a process, or takes none.
  public struct PictureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What stands in the way.
    public enum Reason: Hashable, Sendable {
      /// It cannot be read, for what the system says.
      case unreadable(String)
      /// It cannot be written, for what the system says.
      case unwritable(String)
      /// It is there, and holds something else than a picture.
      case taken
      /// It is a folder, a device, a pipe.
      case noFile
      /// It is neither a core file nor a saved picture.
      case unknown
      /// It was packed, by the program of that name.
      case packed(String)
      /// It is a program or a library, not a core file.
      case noCore
      /// It is the core of a process on a machine of that name.
      case otherMachine(String)
      /// It is a picture that another version of this program has saved.
      case otherVersion
      /// It ends so many bytes too early; `nil` where even what tells how many is missing.
      case cutShort(Int?)
      /// It contradicts itself.
      case damaged(String)
      /// It says to have so many bytes of memory.
      case tooLarge(Int)
      /// It lacks what is in a file of that name, and that is not there, or of another build.
      case withoutFile(String, String)
    }

    /// What stands in the way.
    public let reason: Reason
    /// The file.
    public let path: String

    init(_ path: String, _ reason: Reason) {
      self.path = path
      self.reason = reason
    }

    /// What the system has just said.
    static var systemReason: String { unsafe String(cString: strerror(errno)) }

    /// One line: what, which, and what to do.
    public var description: String {
      switch reason {
      case .unreadable(let why): "\(path) cannot be read: \(why)"
      case .unwritable(let why): "\(path) cannot be written: \(why)"
      case .taken: "\(path) is there already, and is no picture: name another file"
      case .noFile: "\(path) is no regular file"
      case .unknown: "\(path) is neither a core file nor a picture that was saved"
      case .packed(let program): "\(path) is packed: unpack it with \(program)"
      case .noCore: "\(path) is a program or a library, not the core file of a process"
      case .otherMachine(let machine):
        "\(path) is of a process on \(machine): those on x86-64 and i386 can be read"
      case .otherVersion: "\(path) was saved by another version of pysize: use that one"
      case .cutShort(nil): "\(path) is cut short: it ends before it tells how many bytes it had"
      case .cutShort(1): "\(path) is cut short: its last byte is missing"
      case .cutShort(let missing?): "\(path) is cut short: its last \(missing) bytes are missing"
      case .damaged(let what): "\(path) is damaged: \(what)"
      case .tooLarge(let count):
        "\(path) says that it has \(count) bytes of memory: more than 1 TiB is not read"
      case .withoutFile(let file, let why):
        "\(path) lacks what is in \(file), and that \(why): put the files of its machine into a folder, each where it was, and name that as root (--root)"
      }
    }
  }
#endif
