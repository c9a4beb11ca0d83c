/// A part of a data stack, a thread's or one that a greenlet has put aside: `_PyStackChunk`.
struct DataStack: Hashable {
  /// Where it is.
  let range: Range<UInt64>
  /// Where frames are in it.
  let used: Range<UInt64>
}
