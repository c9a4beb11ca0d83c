/// How much room a list takes: growth as Objects/listobject.c has it.
public enum ListState {
  /// The items a list gets room for when its number changes and the room it has is too small or more
  /// than twice too large: `list_resize`.
  ///
  /// - Parameters:
  ///   - count: how many items there will be.
  ///   - size: how many there are.
  public static func allocated(for count: Int, from size: Int, on build: Build) -> Int {
    if count == 0 { return 0 }
    if build.version < .v3_9 { return count + (count >> 3) + (count < 9 ? 3 : 6) }
    // bpo-38373, 3.9: multiples of four
    let roomy = (count + (count >> 3) + 6) & ~3
    // A list that grows by more than the surplus is made to measure
    return count - size > roomy - count ? (count + 3) & ~3 : roomy
  }
}
