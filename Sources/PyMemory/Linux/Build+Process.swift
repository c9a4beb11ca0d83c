#if os(Linux)
  public import PyLayout

  extension Build {
    /// Which CPython a process runs, from what its memory says: nothing is run in it, and it is not
    /// stopped.
    ///
    /// Its version, its flags and where its own objects are come from the image that has CPython's types,
    /// the program or its libpython, never from a name. Whether references are traced is told up to 3.12,
    /// where each object has room for it; whether a 3.7.0 to 3.7.3 is patched for bpo-27987 is not.
    ///
    /// - Parameter pid: the process, which this one may trace: a child, or any process for root.
    /// - Throws: ``ProcessError`` when there is no such process, it may not be read, or it runs no CPython
    ///   that is covered.
    public init(ofProcess pid: Int32) throws(ProcessError) {
      let maps = try ProcessMaps(ofProcess: pid)
      let memory = ProcessMemory(pid: pid)
      // ELF's header stands at the start of the file
      let starts = maps.mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
      if let first = starts.first {
        do throws(MemoryError) {
          _ = try memory.bits(at: Address(rawValue: first), size: 1)
        } catch {
          // It has ended since, or is another user's
          _ = try ProcessMaps(ofProcess: pid)
          throw ProcessError(pid, .unreadable(error.reason))
        }
      }
      for start in starts {
        // A file that is mapped to be read looks like an image, and is none
        guard let image = try? ELFImage(at: start, in: memory),
          let facts = try? CPythonImage(image, memory)
        else { continue }
        do throws(BuildError) {
          self = try facts.build
          return
        } catch {
          throw ProcessError(pid, .uncovered(error))
        }
      }
      throw ProcessError(pid, .noCPython)
    }
  }

  /// What the image of a CPython says of itself.
  private struct CPythonImage {
    private let version: Version
    private let pointerSize: Int
    private var isFreeThreaded = false
    private let isDebug: Bool
    private var tracesReferences: Bool?
    /// Bytes from the head of one generation of the collector's to the next; `nil` where that is not told.
    private var generation: Int?

    /// `nil` where the image is not a CPython's, or that has not started.
    init?(_ image: ELFImage, _ memory: ProcessMemory) throws(MemoryError) {
      pointerSize = image.pointerSize
      guard let type = try image.address(of: "PyType_Type") else { return nil }
      if let number = try image.address(of: "Py_Version") {
        // Since 3.11: PY_VERSION_HEX
        let hex = try memory.bits(at: number, size: 4)
        version = Version(Int(hex >> 24 & 0xFF), Int(hex >> 16 & 0xFF), Int(hex >> 8 & 0xFF))
      } else if let told = try Self.toldVersion(image, memory) {
        version = told
      } else {
        return nil
      }
      // Py_REF_DEBUG, Include/object.h
      isDebug = try image.address(of: "_Py_NegativeRefcount") != nil
      if version >= Version(3, 13) {
        // _Py_DebugOffsets: the cookie, the version, then this
        guard let runtime = try image.address(of: "_PyRuntime"),
          try memory.bytes(at: runtime, count: 8) == Array("xdebugpy".utf8)
        else { return nil }
        isFreeThreaded = try memory.bits(at: runtime + Offset(rawValue: 16), size: 8) != 0
      } else {
        // _PyObject_HEAD_EXTRA: two pointers before ob_refcnt, and type is its own type
        let traced = try memory.bits(
          at: type + Offset(rawValue: 3 * pointerSize), size: pointerSize)
        tracesReferences = traced == type.rawValue
      }
      generation = try Self.generation(image, memory)
    }

    /// The text of `Py_GetVersion`, Python/getversion.c, which is put together when Python starts: the
    /// version, then in parentheses what was built.
    private static func toldVersion(
      _ image: ELFImage, _ memory: ProcessMemory
    ) throws(MemoryError) -> Version? {
      for range in image.data {
        let bytes = try memory.bytes(
          at: Address(rawValue: range.lowerBound),
          count: Int(truncatingIfNeeded: range.upperBound - range.lowerBound))
        for end in bytes.indices.dropFirst() where bytes[end] == UInt8(ascii: "(") {
          let word = bytes[..<(end - 1)].suffix(16)
          let start = word.lastIndex(of: 0).map { $0 + 1 } ?? word.startIndex
          let digits = word[start...].prefix { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }
          guard bytes[end - 1] == UInt8(ascii: " "), digits.count >= 5,
            let version = Version(String(decoding: digits, as: UTF8.self))
          else { continue }
          return version
        }
      }
      return nil
    }

    /// Up to 3.6 `_PyGC_generation0` points at the first of `generations`, Modules/gcmodule.c, each of
    /// which is a list's head with two ints behind it: what a head's neighbour calls its neighbour tells
    /// where the second one is.
    private static func generation(
      _ image: ELFImage, _ memory: ProcessMemory
    ) throws(MemoryError) -> Int? {
      guard let pointer = try image.address(of: "_PyGC_generation0") else { return nil }
      let size = image.pointerSize
      let first = Address(rawValue: try memory.bits(at: pointer, size: size))
      for stride in [32, 48] where size == 8 {
        let second = first + Offset(rawValue: stride)
        let next = Address(rawValue: try memory.bits(at: second, size: size))
        let previous = try? memory.bits(at: next + Offset(rawValue: size), size: size)
        if previous == second.rawValue { return stride }
      }
      return nil
    }

    var build: Build {
      get throws(BuildError) {
        func build(aligned: Bool?) throws(BuildError) -> Build {
          try Build(
            version, pointerSize: pointerSize, isFreeThreaded: isFreeThreaded, isDebug: isDebug,
            tracesReferences: tracesReferences, alignsToTwoPointers: aligned)
        }
        // A head of 24 bytes, or one that is aligned as a long double
        return try build(
          aligned: generation == 48 && version < Version(3, 7) && version.major == 3 ? true : nil)
      }
    }
  }
#endif
