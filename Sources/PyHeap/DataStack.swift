/// A part of a thread's data stack: `_PyStackChunk`.
struct DataStack: Hashable {
  /// Where it is.
  let range: Range<UInt64>
  /// Where frames are in it.
  let used: Range<UInt64>
}
