/// `block`, Modules/_collectionsmodule.c: a part of a deque's items, with links to its neighbours.
public struct dequeblock: CStruct {
  public let leftlink: Field<Pointer<dequeblock>>
  public let data: ArrayField<Ref>
  public let rightlink: Field<Pointer<dequeblock>>

  public static var cName: String { "block" }

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
