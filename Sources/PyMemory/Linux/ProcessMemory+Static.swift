#if os(Linux)
  package import PyLayout

  extension ProcessMemory {
    /// Whether an address is in the data of the program or of a library; false where the process does
    /// not tell.
    ///
    /// - Parameter includingZeros: whether the anonymous mapping right behind that of a file counts as
    ///   well as that, which has what starts as zeros.
    package func isStatic(_ address: Address, includingZeros: Bool = true) -> Bool {
      var isFile = false
      var end: UInt64 = 0
      for mapping in (try? ProcessMaps(ofProcess: pid))?.mappings ?? [] {
        isFile =
          mapping.name.isEmpty
          ? includingZeros && isFile && mapping.range.lowerBound == end : mapping.isFile
        end = mapping.range.upperBound
        if mapping.range.contains(address.rawValue) { return isFile }
      }
      return false
    }
  }
#endif
