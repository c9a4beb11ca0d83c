import PyLayout

/// When the collector runs by itself: `struct _gc_runtime_state`, Include/internal/pycore_gc.h (2.7 and 3.6:
/// Modules/gcmodule.c).
///
/// Each object that is made or ends changes the first count: a property of a class, of which no change takes
/// longer than an assignment, is read and set without a check of exclusive access.
final class Thresholds {
  /// `enabled`
  var isEnabled = false
  /// `generations[…].threshold`
  var thresholds = [700, 10, 10]
  /// `generations[0].count`: objects that came and stayed.
  private var young = 0
  /// `generations[1].count`, `generations[2].count`: collections of the generation before.
  private var older = [0, 0]
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

  /// `generations[…].count`
  var counts: [Int] { [young] + older }

  /// `_PyObject_GC_Link`: a new object; whether a collection is to run.
  func add(_ kind: FreeList?) -> Bool {
    if let kind, self[kind] > 0 {
      self[kind] -= 1
      return false
    }
    young &+= 1
    return isEnabled && thresholds[0] != 0 && young > thresholds[0]
  }

  /// `PyObject_GC_Del`: an object goes, unless its memory is kept.
  func remove(_ kind: FreeList?) {
    if let kind, self[kind] < kind.most {
      self[kind] += 1
    } else if young > 0 {
      young &-= 1
    }
  }

  /// Several objects that no list keeps.
  @inline(__always) func add(_ count: Int) { young &+= count }
  @inline(__always) func remove(_ count: Int) { young = max(0, young &- count) }

  /// `gc_collect_generations`: the oldest generation that is to be looked at.
  var due: Int? {
    let counts = counts
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
  func note(_ generation: Int, survivors: Int, on build: Build) {
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
  func begin(_ generation: Int) {
    if generation < 2 { older[generation] += 1 }
    for index in 0..<generation { older[index] = 0 }
    young = 0
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
