/// How much room a list takes: growth as Objects/listobject.c has it.
public enum ListState {
  /// The items a list gets room for when its number changes and the room it has is too small or more
  /// than twice too large: `list_resize`.
  ///
  /// - Parameters:
  ///   - count: how many items there will be; less than none count as none, more than 2**47 as 2**47.
  ///   - size: how many there are, in the same way.
  public static func allocated(for count: Int, from size: Int, on build: Build) -> Int {
    let (count, size) = (count.inMemory, size.inMemory)
    if count == 0 { return 0 }
    if build.version < .v3_9 { return count + (count >> 3) + (count < 9 ? 3 : 6) }
    // bpo-38373, 3.9: multiples of four
    let roomy = (count + (count >> 3) + 6) & ~3
    // A list that grows by more than the surplus is made to measure
    return count - size > roomy - count ? (count + 3) & ~3 : roomy
  }

  /// `STACK_USE_GUIDELINE`, Python/compile.c, from 3.9 on: displays with more items are made one by one.
  package static let stackUseGuideline = 30

  /// The items a display gets room for: `compiler_list`, `starunpack_helper`, Python/compile.c.
  ///
  /// - Parameters:
  ///   - count: how many items it has.
  ///   - isConstant: whether all of them are constants.
  public static func allocated(display count: Int, isConstant: Bool, on build: Build) -> Int {
    let count = count.inMemory
    switch way(ofDisplay: count, isConstant: isConstant, on: build) {
    case .atOnce: return count
    case .extended:
      // From 3.10 on list_preallocate_exact
      return build.version < .v3_10 ? allocated(for: count, from: 0, on: build) : (count + 1) & ~1
    case .oneByOne:
      var room = 0
      while room < count { room = allocated(for: room + 1, from: room, on: build) }
      return room
    }
  }

  /// How a display makes its list.
  package enum Way {
    /// From what is on the stack.
    case atOnce
    /// An empty list that a constant tuple extends.
    case extended
    /// An empty list to which its items are appended.
    case oneByOne
  }

  /// How a display of `count` items makes its list: `starunpack_helper`, Python/compile.c.
  package static func way(
    ofDisplay count: Int, isConstant: Bool, on build: Build
  ) -> Way {
    guard build.version >= .v3_9 else { return .atOnce }
    let isLong = count > stackUseGuideline
    // bpo-39320: three constants or more
    if isConstant && count > 2 && !(isLong && build.version >= .v3_14) { return .extended }
    return isLong ? .oneByOne : .atOnce
  }
}
