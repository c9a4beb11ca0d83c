import OracleSupport
import PyLayout
import SeededRandom
import Testing

/// What holds for every layout on every build, those of this machine or not.
@Suite struct InvariantTests {
  struct Layout: Sendable {
    let name: String
    let size: Int
    let alignment: Int
    let rows: [FieldRow]

    init<S: CStruct>(_ type: S.Type, on build: Build) {
      let layout = S.layout(on: build)
      name = "\(build) \(S.self)"
      size = layout.size
      alignment = layout.alignment
      rows = layout.rows
    }
  }

  static func layouts(on build: Build) -> [Layout] {
    EveryStruct.types.map { open($0, on: build) }
  }

  private static func open<S: CStruct>(_ type: S.Type, on build: Build) -> Layout {
    Layout(type, on: build)
  }

  @Test(arguments: AnyBuild.all)
  func rowsAreOrderedAndApart(_ build: Build) {
    for layout in Self.layouts(on: build) {
      var end = 0
      for row in layout.rows {
        #expect(row.offset.rawValue >= end, "\(layout.name).\(row.path) overlaps")
        // A field's start shows that its alignment is at most the power of two it is a multiple of
        let hole = row.offset.rawValue - end
        // What 2.7's union of the GC head takes beside its fields: bpo-33374
        let hasUnion = ["gc_generation", "_gc_runtime_state"].contains(where: layout.name.hasSuffix)
        let isUnion = hasUnion && build.version < Version(3, 0)
        #expect(
          isUnion || hole < min(row.offset.rawValue & -row.offset.rawValue, layout.alignment)
            || hole == 0,
          "\(layout.name): \(hole) bytes before \(row.path) are fields without a name")
        end = row.offset.rawValue + row.size
      }
      #expect(end <= layout.size, "\(layout.name): \(layout.size) bytes, rows end at \(end)")
      #expect(layout.size % layout.alignment == 0, "\(layout.name)")
      #expect(Set(layout.rows.map(\.path)).count == layout.rows.count, "\(layout.name)")
    }
  }

  @Test(arguments: AnyBuild.all)
  func blocksHaveNoGapsAndAddUp(_ build: Build) throws {
    var generator = ClassGenerator(build, seed: SplitMix64.seed)
    let made = generator.world(of: 60).compactMap { try? $0.outcome.get() }
    let builtins = ClassGenerator.builtins.map { $0.type(build) }
    for type in builtins + made {
      let items = type.tp_itemsize > 0 ? ["first", "second"] : []
      for capacity in [0, 1, 4, 29, 30] {
        let attributes = Array(["x", "y", "z"].prefix(capacity))
        let block = type.block(
          items: items.map { ($0, 1) }, attributes: attributes, capacity: capacity)
        let what = "\(build) seed \(SplitMix64.seed) \(type.tp_name), capacity \(capacity)"
        check(block, of: type, items: items.count, capacity: capacity, what)
      }
    }
  }

  private func check(
    _ block: BlockLayout, of type: PyType, items: Int, capacity: Int, _ what: String
  ) {
    var position = block.rows.first?.offset
    #expect(position?.rawValue == -type.prefixSize, "\(what): where the block starts")
    for row in block.rows {
      #expect(row.size > 0, "\(what): \(row.name) is empty")
      #expect(row.offset == position, "\(what): gap or overlap before \(row.name)")
      position = row.offset + row.size
    }
    let hasValues = type.flags.contains(.inlineValues) && capacity > 0
    let values = hasValues ? PyDictValues.layout(on: type.build).blockSize(capacity: capacity) : 0
    let counted = type.shallowSize(items: items) + values
    // What a class adds behind items that are no pointers starts at the next multiple of one
    let isPadded = type.flags.contains(.heapType) && type.tp_itemsize % type.build.pointerSize != 0
    let room = isPadded ? type.build.pointerSize - 1 : 0
    #expect(
      (counted...counted + room).contains(block.size),
      "\(what): the block has \(block.size) bytes, counted are \(counted): \(block.rows)")
  }
}
