/// `block`, Modules/_collectionsmodule.c: a part of a deque's items, with links to its neighbours.
public struct dequeblock: CStruct {
  /// The block with the items before these.
  public let leftlink: Field<Pointer<dequeblock>>
  /// The items.
  public let data: ArrayField<Ref>
  /// The block with the items behind these.
  public let rightlink: Field<Pointer<dequeblock>>

  /// `block`.
  public static var cName: String { "block" }

  /// The fields in C's order, as they stand on `c.build`.
  public init(_ c: inout CLayout) {
    let count = dequeobject.blockLength(on: c.build)
    // In 2.7 the items stand first, and the links behind them
    guard c.build.version < .v3_0 else {
      leftlink = c.field("leftlink", .bookkeeping)
      data = c.array("data", count: count)
      rightlink = c.field("rightlink", .bookkeeping)
      return
    }
    data = c.array("data", count: count)
    rightlink = c.field("rightlink", .bookkeeping)
    leftlink = c.field("leftlink", .bookkeeping)
  }
}
