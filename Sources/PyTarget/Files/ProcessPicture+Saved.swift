#if os(Linux)
  public import PyMemory

  extension ProcessPicture {
    /// A picture that ``save(to:)`` has written: the same answers, without the process and its files.
    ///
    /// - Parameter path: the file, which is mapped rather than read. It is not to be changed as long as the
    ///   picture is used.
    /// - Throws: ``PictureError`` when it is no saved picture, or damaged.
    public init(ofSaved path: String) throws(PictureError) {
      let file = try MappedFile(path)
      guard file.begins(with: SavedPicture.anyMagic.utf8) else {
        throw PictureError(path, .unknown)
      }
      try self.init(ofSaved: file)
    }

    /// A picture of a process from a file, whose beginning tells whether it is a core file or a picture that
    /// was saved.
    ///
    /// - Parameters:
    ///   - path: the file. It is not to be changed as long as the picture is used.
    ///   - root: the folder in which the files of a core's process are, where they are not where it had them.
    /// - Throws: ``PictureError`` when it is neither, or damaged.
    public init(ofFile path: String, root: String = "") throws(PictureError) {
      let file = try MappedFile(path)
      if file.begins(with: SavedPicture.anyMagic.utf8) {
        try self.init(ofSaved: file)
      } else {
        try self.init(ofCore: file, root: root)
      }
    }

    /// Whether a file begins as a picture that was saved.
    package static func isSaved(_ path: String) -> Bool {
      (try? MappedFile(path))?.begins(with: SavedPicture.anyMagic.utf8) == true
    }

    /// The checksum that belongs into a head that was changed, for tests that change one.
    package static func checksum(ofSavedHead head: [UInt8]) -> UInt64 {
      SavedPicture.checksum(head.dropFirst(SavedPicture.start))
    }

    private init(ofSaved file: MappedFile) throws(PictureError) {
      let head = try SavedPicture.Head(file)
      var place = SavedPicture.contents(of: file)
      var runs: [(start: UInt64, bytes: UnsafeRawBufferPointer)] = unsafe []
      for range in head.runs {
        if let bytes = unsafe file.part(place, UInt64(range.count)) {
          unsafe runs.append((range.lowerBound, bytes))
        }
        place += UInt64(range.count)
      }
      let mappings = head.mappings.map { mapping in
        var mapping = mapping
        mapping.resident = head.pages.count(in: mapping.range)
        return mapping
      }
      self.init(
        memory: unsafe StillMemory(runs, keptBy: file), mappings: mappings, pages: head.pages,
        stackPointers: head.stackPointers, pause: head.pause, unread: head.unread)
    }

    /// Saves it, to be opened later or elsewhere: what the process had in memory, and of its programs and
    /// libraries what is not executed.
    ///
    /// Nobody else may read the file. It is there when all of it is written, and not before.
    ///
    /// - Parameter path: the file. A picture that has that name is replaced, nothing else.
    /// - Throws: ``PictureError`` when it cannot be written.
    public func save(to path: String) throws(PictureError) {
      try Self.requirePlace(path)
      try PictureWriter(self).write(to: path)
    }

    /// Says beforehand where a picture could not be saved: there is no such folder, or another file.
    ///
    /// - Throws: ``PictureError`` when none can be written there.
    public static func requirePlace(_ path: String) throws(PictureError) {
      if let old = try? MappedFile(path), old.count > 0,
        !old.begins(with: SavedPicture.magic.utf8)
      {
        throw PictureError(path, .taken)
      }
      _ = try NewFile(path)
    }
  }
#endif
