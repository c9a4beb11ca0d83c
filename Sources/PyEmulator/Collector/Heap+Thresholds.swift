import PyLayout

/// The collector at its thresholds: what Python's module `gc` says and does.
extension Heap {
  /// `gc.isenabled()`: whether the collector runs by itself. It does not until somebody says so.
  ///
  /// Up to 3.11 it runs where an object is allocated, as in CPython. From 3.12 on CPython waits for the next
  /// instruction that looks: here it runs when an operation has made its object.
  public var collectsAtThresholds: Bool { thresholdState.isEnabled }

  /// `gc.enable()`, `gc.disable()`
  ///
  /// - Throws: ``PyError`` `NotImplementedError` on builds whose rule is not kept here: free-threaded ones,
  ///   and from 3.14 on.
  public func collectAtThresholds(_ isEnabled: Bool = true) throws(PyError) {
    guard !isEnabled || build.version < .v3_14 && !build.isFreeThreaded else {
      throw PyError(
        .notImplementedError, "when CPython \(build) collects by itself is not known here")
    }
    thresholdState.isEnabled = isEnabled
  }

  /// `gc.get_threshold()`
  public var collectionThresholds: [Int] { thresholdState.thresholds }

  /// `gc.set_threshold(threshold0, threshold1, threshold2)`; 0 for the first turns the collector off.
  public func setCollectionThresholds(_ first: Int, _ second: Int = 10, _ third: Int = 10) {
    thresholdState.thresholds = [first, second, third]
  }

  /// `gc.get_count()`: how many objects came and stayed, and how often each generation was looked at since
  /// the one above was.
  public var collectionCounts: [Int] { thresholdState.counts }

  /// How often each generation was the oldest that was looked at: what `gc.get_stats()` says.
  public var collections: [Int] { thresholdState.collections }

  /// Counts a new object, and collects where that is due.
  func noteAllocation(of type: TypeObject, size: Int) throws(PyError) {
    guard thresholdState.add(freeList(of: type, size)), !isCollecting else { return }
    // gh-97922, 3.12
    if build.version >= .v3_12 {
      thresholdState.isDue = true
    } else if let generation = thresholdState.due {
      try collect(generation: generation)
    }
  }

  /// Counts an object that goes.
  func noteEnd(of object: Address, _ type: TypeObject) throws(PyError) {
    if type === builtin.tuple {
      let count = try get(c.varObject.fields.ob_size, of: object)
      thresholdState.remove(freeList(ofTuples: count))
    } else {
      thresholdState.remove(freeList(of: type, 0))
    }
  }

  private func freeList(of type: TypeObject, _ size: Int) -> Thresholds.FreeList? {
    if type === builtin.list { return .list }
    if type === builtin.dict { return .dict }
    guard type === builtin.tuple else { return nil }
    return freeList(ofTuples: (size - type.layout.tp_basicsize) / pointerSize)
  }

  /// `PyTuple_MAXSAVESIZE`, whose last length is one more since 3.11.
  func freeList(ofTuples count: Int) -> Thresholds.FreeList? {
    1..<(build.version < .v3_11 ? 20 : 21) ~= count ? .tuple(count) : nil
  }

  /// `_Py_RunGC`: an operation has made its object.
  @inline(never) func runDueCollection() {
    thresholdState.isDue = false
    guard !isCollecting, let generation = thresholdState.due else { return }
    keepingFailure { () throws(PyError) in _ = try collect(generation: generation) }
  }
}
