public import PyHeap
internal import PyLayout
internal import PyMemory

/// Where the memory of a process goes.
public struct HeapReport: Sendable {
  /// What was found.
  public let heap: ProcessHeap
  /// What was looked at.
  public let target: HeapTarget
  /// How many types and objects are shown.
  public let shown: Int

  /// A report of a heap.
  ///
  /// - Parameters:
  ///   - target: what was looked at.
  ///   - shown: how many types and objects are shown; JSON and CSV have all types.
  public init(_ heap: ProcessHeap, of target: HeapTarget, shown: Int = 20) {
    self.heap = heap
    self.target = target
    self.shown = max(shown, 0)
  }
}

extension HeapReport: Report {
  /// The one sentence that matters, who has the bytes, the types, the largest objects.
  public var document: Document {
    var blocks: [Document.Block] = [
      .heading("CPython \(heap.build), \(target)", level: 1), .line(sentence),
      .table(ownerTable), .table(typeTable),
    ]
    if !heap.largest.isEmpty { blocks.append(.table(objectTable)) }
    blocks.append(.line(summary))
    blocks += (heap.failures + heap.unread).map { .line($0) }
    return Document(blocks)
  }

  /// `8.10 GB in memory: 5.20 GB live objects, 0.90 GB free …`
  private var sentence: String {
    let parts = groups.filter { $0.resident > 0 }.sorted { $0.resident > $1.resident }
      .map { "\(Quantity.bytes($0.resident)) \($0.name)" }
    return "\(Quantity.bytes(heap.resident)) in memory: \(parts.joined(separator: ", "))"
  }

  /// Bytes in memory by what a reader would do about them.
  private var groups: [(name: String, resident: Int)] {
    var sums: [(name: String, resident: Int)] = []
    for (_, share) in rows {
      let name = share.owner.group
      if let index = sums.firstIndex(where: { $0.name == name }) {
        sums[index].resident += share.resident
      } else {
        sums.append((name, share.resident))
      }
    }
    return sums
  }

  /// All owners, with the allocator whose bytes they have.
  private var rows: [(allocator: String, share: ProcessHeap.Share)] {
    heap.allocators.flatMap { allocator in allocator.shares.map { (allocator.name, $0) } }
      + heap.others.map { ("", $0) }
  }

  private var ownerTable: Table {
    Table(
      columns: [
        .text("whose"), .text("from"), .number("blocks", dispensable: 2),
        .number("bytes", dispensable: 1),
        .number("in memory"), .number("%"),
      ],
      rows: rows.filter { $0.share.bytes > 0 }.map { allocator, share in
        Table.Row(
          [
            share.owner.name, allocator, share.blocks.map { "\($0)" } ?? "", "\(share.bytes)",
            "\(share.resident)", percent(share.resident),
          ], share.owner == .block(.unexplained) ? .alarm : .none)
      } + [
        Table.Row(
          [
            "all", "", "", "\(rows.reduce(0) { $0 + $1.share.bytes })", "\(heap.resident)", "100.0",
          ], .strong)
      ])
  }

  /// A share of what is in memory, with one decimal.
  private func percent(_ bytes: Int) -> String {
    let tenths =
      heap.resident == 0 ? 0 : Int((Double(bytes) / Double(heap.resident) * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private var typeTable: Table {
    Table(
      columns: [
        .text("type"), .number("objects"), .number("bytes"), .number("%"),
        .number("each", dispensable: 1), .number("getsizeof", dispensable: 2),
        .number("with __dict__", dispensable: 3),
      ],
      rows: heap.types.prefix(shown).map { type in
        Table.Row([
          type.qualifiedName, "\(type.count)", "\(type.allocated)", percent(type.allocated),
          "\(type.allocated / max(type.count, 1))", type.getsizeof.map { "\($0)" } ?? "unknown",
          type.dicts > 0 ? "\(type.dicts)" : "",
        ])
      } + rest)
  }

  /// What the types that are not shown come to.
  private var rest: [Table.Row] {
    let others = heap.types.dropFirst(shown)
    if others.isEmpty { return [] }
    let bytes = others.reduce(0) { $0 + $1.allocated }
    return [
      Table.Row(
        [
          "\(others.count) more types", "\(others.reduce(0) { $0 + $1.count })", "\(bytes)",
          percent(bytes), "", "", "",
        ], .faint)
    ]
  }

  private var objectTable: Table {
    Table(
      columns: [.text("largest objects"), .text("at"), .number("bytes")],
      rows: heap.largest.prefix(shown / 2).map {
        Table.Row([$0.type, "\($0.address)", "\($0.allocated)"])
      })
  }

  private var summary: String {
    let pause =
      switch heap.pause {
      case .quiet: "not stopped: it stood still by itself"
      case .stopped(let seconds): "stopped for \(Int((seconds * 1000).rounded(.up))) ms"
      case .none: "not stopped: what ran meanwhile may be torn"
      case .still: "as it was"
      }
    return "\(heap.objects) objects, \(heap.tracked) of them tracked by the collector"
      + (heap.frozen > 0 ? ", \(heap.frozen) frozen" : "")
      + (heap.interpreters > 1 ? ", of \(heap.interpreters) interpreters" : "") + "; \(pause)"
  }

  /// A row for each owner, then one for each type.
  public var flatTable: Table {
    Table(
      columns: [
        "kind", "name", "module", "allocator", "count", "bytes", "resident", "getsizeof",
      ].map { .text($0) },
      rows: rows.map { allocator, share in
        .init([
          "owner", share.owner.label, "", allocator, share.blocks.map { "\($0)" } ?? "",
          "\(share.bytes)", "\(share.resident)", "",
        ])
      }
        + heap.types.map {
          .init([
            "type", $0.name, $0.module ?? "", "", "\($0.count)", "\($0.allocated)", "",
            $0.getsizeof.map { "\($0)" } ?? "",
          ])
        })
  }

  /// Owners, allocators, types, the largest objects.
  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(heap.build)"), "target": target.json,
      "pause": .object(["how": .string(heap.pause.word), "seconds": heap.pause.seconds]),
      "resident": .int(heap.resident), "interpreters": .int(heap.interpreters),
      "labels": .array(
        rows.map { allocator, share in
          .object([
            "label": .string(share.owner.label),
            "allocator": .string(allocator.isEmpty ? nil : allocator), "blocks": .int(share.blocks),
            "bytes": .int(share.bytes), "resident": .int(share.resident),
          ])
        }),
      "allocators": .array(
        heap.allocators.map {
          .object([
            "allocator": .string($0.name), "blocks": .int($0.blocks), "bytes": .int($0.bytes),
            "unexplained": .object([
              "blocks": .int($0.unexplained.blocks), "bytes": .int($0.unexplained.bytes),
            ]),
          ])
        }),
      "objects": .int(heap.objects), "tracked": .int(heap.tracked), "frozen": .int(heap.frozen),
      "types": .array(
        heap.types.map {
          .object([
            "module": .string($0.module), "name": .string($0.name), "count": .int($0.count),
            "allocated": .int($0.allocated), "getsizeof": .int($0.getsizeof),
            "dicts": .int($0.dicts),
          ])
        }),
      "largest": .array(
        heap.largest.map {
          .object([
            "type": .string($0.type), "address": .string("\($0.address)"),
            "allocated": .int($0.allocated),
          ])
        }), "notFollowed": .array((heap.failures + heap.unread).map { .string($0) }),
    ])
  }
}

extension ProcessPicture.Pause {
  fileprivate var word: String {
    switch self {
    case .quiet: "quiet"
    case .stopped: "stopped"
    case .none: "none"
    case .still: "still"
    }
  }

  fileprivate var seconds: JSON {
    if case .stopped(let seconds) = self { .number(seconds) } else { .int(0) }
  }
}

extension Owner {
  /// What a table calls it.
  fileprivate var name: String {
    switch self {
    case .block(.object): "objects"
    case .block(.owned): "blocks that objects own"
    case .block(.arrayData): "NumPy arrays' data"
    case .block(.freeList): "free lists of CPython's"
    case .block(.guessed): "guessed: of types in C"
    case .block(.other): "the runtime's and libraries'"
    case .block(.unexplained): "unexplained"
    case .block(.cached): "free, in threads' caches"
    case .block(.free): "free blocks"
    case .room(.freePools): "free pools"
    case .room(.freeSpans): "free slices"
    case .room(.neverUsed): "never handed out"
    case .room(.heads): "heads and rests"
    case .room(.unread): "not readable as a heap"
    case .image: "program and libraries"
    case .file: "files"
    case .stack: "stacks"
    case .shared: "shared memory"
    case .mapping: "other mappings"
    }
  }

  /// The same for scripts.
  fileprivate var label: String {
    switch self {
    case .block(.object): "objects"
    case .block(.owned): "owned"
    case .block(.arrayData): "arrayData"
    case .block(.freeList): "freeLists"
    case .block(.guessed): "guessed"
    case .block(.other): "other"
    case .block(.unexplained): "unexplained"
    case .block(.cached): "cached"
    case .block(.free): "free"
    case .room(let room): room.rawValue
    case .image: "images"
    case .file: "files"
    case .stack: "stacks"
    case .shared: "shared"
    case .mapping: "mappings"
    }
  }

  /// What one sentence calls it, together with others.
  fileprivate var group: String {
    switch self {
    case .block(.object), .block(.owned), .block(.guessed): "live objects"
    case .block(.arrayData): "NumPy arrays' data"
    case .block(.free), .block(.cached), .block(.freeList), .room(.freePools), .room(.freeSpans),
      .room(.neverUsed):
      "held free"
    case .block(.other), .block(.unexplained), .room(.heads), .room(.unread): "other heap"
    case .image, .file: "program and libraries"
    case .stack: "stacks"
    case .shared: "shared memory"
    case .mapping: "other mappings"
    }
  }
}
