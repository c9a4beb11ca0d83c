import PyLayout

/// The objects that a collection looks at, each with the number of its references that are not
/// accounted for so far: what CPython keeps in the GC heads as `gc_refs`, Python/gc.c.
struct Suspects {
  /// A number for each place where an object may start; 0 where no suspect does.
  private var marks: [Int32]
  private let start: UInt64
  /// At most one object starts in each piece of memory of 2 to the power of this bytes: an object
  /// has at least two pointers.
  private let shift: UInt64

  /// A suspect is marked with 1 more than its references, a reached object with this.
  private static var reached: Int32 { -1 }
  private static var most: Int { 1 << 30 }

  init(in memory: (start: Address, count: Int), pointerSize: Int) {
    start = memory.start.rawValue
    shift = pointerSize == 8 ? 4 : 3
    marks = Array(repeating: 0, count: memory.count >> Int(shift) + 1)
  }

  @inline(__always) private func index(_ object: Address) -> Int? {
    let index = (object.rawValue &- start) &>> shift
    return index < UInt64(marks.count) ? Int(truncatingIfNeeded: index) : nil
  }

  /// `update_refs`: the object is a suspect with `references` references.
  @inline(__always) mutating func add(_ object: Address, references: Int) {
    guard let index = index(object) else { return }
    marks[index] = Int32(truncatingIfNeeded: min(references, Self.most)) &+ 1
  }

  /// `visit_decref`: one of its references is a suspect's.
  @inline(__always) mutating func subtract(_ object: Address) {
    guard let index = index(object), marks[index] > 1 else { return }
    marks[index] &-= 1
  }

  /// Whether something besides the suspects refers to it.
  @inline(__always) func isHeldFromOutside(_ object: Address) -> Bool {
    index(object).map { marks[$0] > 1 } ?? false
  }

  /// `visit_reachable`: it is no suspect any more; false where it was none.
  @inline(__always) mutating func reach(_ object: Address) -> Bool {
    guard let index = index(object), marks[index] > 0 else { return false }
    marks[index] = Self.reached
    return true
  }

  /// Whether nothing has reached it.
  @inline(__always) func isUnreached(_ object: Address) -> Bool {
    index(object).map { marks[$0] > 0 } ?? false
  }
}
