public import PyLayout
public import PyMemory

/// CPython in a picture of its process: which build it is, and where it keeps what it has.
public struct Runtime: Sendable {
  /// The build, from the image itself.
  public let build: Build
  /// The interpreters of the process, `PyInterpreterState`; from 3.7 on.
  public let interpreters: [Address]
  /// The heads of the collector's lists, one for each generation of each collector; free-threaded builds
  /// have none, since each object says of itself whether it is tracked.
  public let generations: [Address]
  /// The heads of the lists of what is never collected; from 3.7 on.
  public let permanent: [Address]
  /// pymalloc's arenas that are in use.
  public let arenas: [Arena]
  /// Entries of the tables of arenas that are damaged, or were not copied.
  let faultyArenas: Int
  let arenasNotCopied: Int
  /// What threads, and greenlets, have their frames on.
  let dataStacks: [DataStack]
  /// `PyType_Type`, which is its own type.
  let typeOfTypes: UInt64
  /// 2.7's `PyInt_Type` and `PyFloat_Type`.
  let numberTypes: [UInt64]
  /// 2.7's `PyInstance_Type` and `PyClass_Type`: all instances of old-style classes have one type.
  let oldStyle: (instance: UInt64, cls: UInt64)?
  /// Other CPythons that the process runs.
  let others: [Build]
  /// Where the image that holds CPython has data that it changes.
  package let data: [Range<UInt64>]

  /// One arena of pymalloc's: `struct arena_object`.
  public struct Arena: Hashable, Sendable {
    /// Where it is.
    public let address: Address
    /// The first pool that was never carved off.
    public let poolAddress: Address
    /// Free pools, those never carved off among them.
    public let freePools: Int
    /// Pools that fit.
    public let totalPools: Int
    /// Its number.
    let index: Int

    package init(
      address: Address, poolAddress: Address, freePools: Int, totalPools: Int, index: Int
    ) {
      self.address = address
      self.poolAddress = poolAddress
      self.freePools = freePools
      self.totalPools = totalPools
      self.index = index
    }
  }

  /// What somebody knows who has made it: an emulator.
  package init(
    _ build: Build, generations: [Address], arenas: [Arena], typeOfTypes: Address,
    numberTypes: [Address]
  ) {
    self.build = build
    self.generations = generations
    self.arenas = arenas
    self.typeOfTypes = typeOfTypes.rawValue
    self.numberTypes = numberTypes.map(\.rawValue)
    oldStyle = nil
    (interpreters, permanent, data, dataStacks, others) = ([], [], [], [], [])
    (faultyArenas, arenasNotCopied) = (0, 0)
  }

  /// Finds CPython in a picture.
  ///
  /// - Throws: ``HeapError`` when there is none, it is not covered, or what it always has is not found.
  public init(in picture: ProcessPicture) throws(HeapError) {
    let found = try Self.image(in: picture)
    build = found.build
    data = found.image.data
    others = found.others
    guard let type = try? found.image.address(of: "PyType_Type") else {
      throw .missing("PyType_Type", build: build)
    }
    typeOfTypes = type.rawValue
    let (is2, image) = (found.build.version < .v3_0, found.image)
    func types(_ names: String...) -> [UInt64] {
      is2 ? names.compactMap { try? image.address(of: $0)?.rawValue } : []
    }
    numberTypes = types("PyInt_Type", "PyFloat_Type")
    let (instance, cls) = (types("PyInstance_Type").first, types("PyClass_Type").first)
    oldStyle = instance.flatMap { instance in cls.map { (instance, $0) } }
    let finder = RuntimeFinder(picture, build, data)
    interpreters = finder.interpreters(found.image)
    // It may be loaded and not started, or have ended: Py_Finalize
    if interpreters.isEmpty, build.version >= .v3_7 { throw .noCPython }
    dataStacks = finder.dataStacks(of: interpreters)
    if build.isFreeThreaded {
      // A collection that is under way keeps its notes in ob_tid, and takes nothing apart
      (generations, permanent, arenas) = ([], [], [])
      (faultyArenas, arenasNotCopied) = (0, 0)
      return
    }
    let places = build.version < .v3_9 ? data : interpreters.map { finder.window(at: $0) }
    var (generations, permanent): ([Address], [Address]) = ([], [])
    // While a collection is under way they are not closed
    let open = HeapError.torn("no lists of the collector close", build: build)
    for place in places {
      guard let heads = finder.generations(in: place) else {
        if build.version < .v3_9 { continue }
        throw open
      }
      if finder.collects(heads) { throw .collecting(build) }
      generations += heads.prefix(3)
      permanent += heads.dropFirst(3)
    }
    if generations.isEmpty { throw open }
    self.generations = generations
    self.permanent = permanent
    let tables = finder.arenas(of: interpreters)
    arenas = tables.flatMap(\.arenas)
    faultyArenas = tables.reduce(0) { $0 + $1.faulty }
    arenasNotCopied = tables.reduce(0) { $0 + $1.notCopied }
  }

  private static func image(
    in picture: ProcessPicture
  ) throws(HeapError) -> (image: ELFImage, build: Build, others: [Build]) {
    let starts = picture.mappings.filter { $0.isFile && $0.offset == 0 }.map(\.range.lowerBound)
    let all = CPythonImage.all(startingAt: starts, inStill: picture.memory)
    guard let found = all.first else { throw .noCPython }
    do throws(BuildError) {
      let others = all.dropFirst().filter(\.facts.isRunning).compactMap { try? $0.facts.build }
      return (found.image, try found.facts.build, others)
    } catch {
      throw .uncovered(error)
    }
  }
}
