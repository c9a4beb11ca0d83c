#if os(Linux)
  public import PyMemory

  extension ProcessPicture {
    /// A picture of a process that has ended, or of which a debugger has written the memory: of its core
    /// file, the kernel's or gcore's, which is mapped rather than read.
    ///
    /// What was in memory is what the core has, its holes left out: those are pages that the process had
    /// not touched. Of programs and libraries it may lack what nobody changes, names of types among it;
    /// that is taken from their files, once their build ids are those that the core has.
    ///
    /// - Parameters:
    ///   - path: the core file. It is not to be changed as long as the picture is used.
    ///   - root: the folder in which the process's files are, where they are not where it had them.
    /// - Throws: ``PictureError`` when it is no core of an x86-64 or i386 process, is cut short or damaged,
    ///   or CPython itself is neither in it nor among the files.
    public init(ofCore path: String, root: String = "") throws(PictureError) {
      try self.init(ofCore: try MappedFile(path), root: root)
    }

    init(ofCore file: MappedFile, root: String) throws(PictureError) {
      let core = try CoreFile(file)
      var reader = CoreReader(core, root: root)
      reader.addFiles()
      self = reader.picture
      try reader.requireCPython(in: memory)
    }
  }
#endif
