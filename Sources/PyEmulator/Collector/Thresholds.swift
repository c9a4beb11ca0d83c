import PyLayout

/// When the collector runs by itself: `struct _gc_runtime_state`, Include/internal/pycore_gc.h (2.7 and 3.6:
/// Modules/gcmodule.c).
struct Thresholds {
  /// `enabled`
  var isEnabled = false
  /// `generations[…].threshold`
  var thresholds = [700, 10, 10]
  /// `generations[…].count`: objects that came and stayed, then collections of the generation before.
  var counts = [0, 0, 0]
  /// `generation_stats[…].collections`
  var collections = [0, 0, 0]
  /// `long_lived_total`, `long_lived_pending`
  var longLived = 0
  var pending = 0
  /// `_PY_GC_SCHEDULED_BIT`: a collection waits for the operation to end, from 3.12 on.
  var isDue = false
  /// How many freed objects wait to be used again, which the collector does not count: `free_list` of
  /// lists, of dicts, of tuples by their length.
  private var lists = 0
  private var dicts = 0
  private var tuples = Array(repeating: 0, count: 21)

  init(_ build: Build) {
    // gh-117120, 3.13
    if build.version >= .v3_13 { thresholds[0] = 2000 }
  }

  /// `_PyObject_GC_Link`: a new object; whether a collection is to run.
  mutating func add(_ kind: FreeList?) -> Bool {
    if let kind, self[kind] > 0 {
      self[kind] -= 1
      return false
    }
    counts[0] += 1
    return isEnabled && thresholds[0] != 0 && counts[0] > thresholds[0]
  }

  /// `PyObject_GC_Del`: an object goes, unless its memory is kept.
  mutating func remove(_ kind: FreeList?) {
    if let kind, self[kind] < kind.most {
      self[kind] += 1
    } else if counts[0] > 0 {
      counts[0] -= 1
    }
  }

  /// Several objects that no list keeps.
  mutating func add(_ count: Int) { counts[0] += count }
  mutating func remove(_ count: Int) { counts[0] = max(0, counts[0] - count) }

  /// `gc_collect_generations`: the oldest generation that is to be looked at.
  var due: Int? {
    for generation in (0...2).reversed() where counts[generation] > thresholds[generation] {
      // "avoid quadratic behaviour"
      if generation == 2 && pending < longLived / 4 { continue }
      return generation
    }
    return nil
  }

  /// What `gc_collect_main` counts of a collection.
  ///
  /// - Parameter survivors: how many objects were reached, and are tracked still.
  mutating func note(_ generation: Int, survivors: Int, on build: Build) {
    collections[generation] += 1
    if generation == 1 { pending += survivors }
    guard generation == 2 else { return }
    pending = 0
    longLived = survivors
    // clear_freelists; of lists and dicts, since 3.x
    tuples = Array(repeating: 0, count: 21)
    if build.version >= .v3_0 { (lists, dicts) = (0, 0) }
  }

  /// The counts as a collection begins.
  mutating func begin(_ generation: Int) {
    if generation < 2 { counts[generation + 1] += 1 }
    for younger in 0...generation { counts[younger] = 0 }
  }

  /// A list of freed objects.
  enum FreeList {
    case list, dict
    case tuple(Int)

    /// `PyList_MAXFREELIST`, `PyDict_MAXFREELIST`, `PyTuple_MAXFREELIST`
    fileprivate var most: Int {
      switch self {
      case .list, .dict: 80
      case .tuple: 2000
      }
    }
  }

  private subscript(_ list: FreeList) -> Int {
    get {
      switch list {
      case .list: lists
      case .dict: dicts
      case .tuple(let count): tuples[count]
      }
    }
    set {
      switch list {
      case .list: lists = newValue
      case .dict: dicts = newValue
      case .tuple(let count): tuples[count] = newValue
      }
    }
  }
}
