import PyHeap

extension HeapReport {
  /// All that is in memory by owner, objects by type, as areas that lead to the rows of the tables.
  var treemap: Treemap {
    Treemap(
      title: "Where the bytes in memory are",
      areas: Owner.Group.allCases.map { Treemap.Area(label: $0.rawValue, parts: parts(of: $0)) })
  }

  private func parts(of group: Owner.Group) -> [Treemap.Area] {
    let owners = heap.owners.filter { $0.share.owner.group == group }
    switch group {
    case .objects:
      let types = areas { $0.resident - $0.arrayData }
      let guessed = owners.filter { $0.share.owner == .block(.guessed) }.map(area)
      // What numbers of 2.7 leave free in blocks that they share
      let told = (types + guessed).reduce(0) { $0 + $1.bytes }
      let all = owners.reduce(0) { $0 + $1.share.resident }
      return types + guessed + [Treemap.Area(label: "of no type", bytes: all - told)]
    case .arrayData: return areas { $0.arrayData }
    default: return owners.map(area)
    }
  }

  /// Bytes of the types that are shown, and of the others together.
  private func areas(_ bytes: (ProcessHeap.TypeShare) -> Int) -> [Treemap.Area] {
    let others = heap.types.dropFirst(shown)
    return heap.types.prefix(shown).map {
      Treemap.Area(label: $0.qualifiedName, bytes: bytes($0), row: anchor(of: $0))
    } + [
      Treemap.Area(
        label: Quantity.counted(others.count, "more type"),
        bytes: others.reduce(0) { $0 + bytes($1) }, row: Self.restAnchor)
    ]
  }

  private func area(_ allocator: String?, _ share: ProcessHeap.Share) -> Treemap.Area {
    Treemap.Area(
      label: share.owner.name + (allocator.map { ", \($0)" } ?? ""), bytes: share.resident,
      row: anchor(of: share.owner, allocator))
  }

  /// By what an owner's row is named.
  func anchor(of owner: Owner, _ allocator: String?) -> String {
    "owner \(owner.label) \(allocator ?? "")"
  }

  /// By what a type's row is named: two types may have one name.
  func anchor(of type: ProcessHeap.TypeShare) -> String { "type \(type.address)" }

  /// By what the row of the types that are not shown is named.
  static let restAnchor = "types"
}
