extension Lesson {
  /// All lessons, in the order in which they are best read.
  public static let all: [Lesson] = [
    .twoWords, .gcHead, .builds, .one, .smallInts, .strings, .keptUTF8,
    .untracking, .weakref, .leakingCycle, .traceback,
    .shallowAndDeep, .listGrowth, .dictGrowth, .setGrowth, .numbersInARow,
    .slots, .slotlessBase, .whereTheDictIs, .askingForDict, .keySharing, .attributeOrder,
    .classCost,
    .ladder, .rounding, .arenas,
  ]
}
