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
      .picture(.areas(treemap)), .table(ownerTable), .table(typeTable),
    ]
    if !heap.largest.isEmpty { blocks.append(.table(objectTable)) }
    blocks.append(.line(summary))
    if isOfCore {
      blocks.append(
        .line(
          "in memory is what the core file has: what its writer left out, of files above all, is not known,"
            + " and zeros count where this copy of it has them written"))
    }
    blocks += (heap.failures + heap.unread).map { .line($0) }
    return Document(blocks)
  }

  /// Whether it is of a core file, or a picture of one.
  private var isOfCore: Bool {
    heap.pause == .still && heap.owners.contains { $0.share.owner.isOfFiles }
  }

  /// Bytes in memory of an owner; `nil` where a core file has none of what it does not have to have.
  private func resident(_ share: ProcessHeap.Share) -> Int? {
    isOfCore && share.owner.isOfFiles && share.resident == 0 ? nil : share.resident
  }

  /// `8.10 GB in memory: 5.20 GB live objects, 0.90 GB free …`
  private var sentence: String {
    let parts = Owner.Group.allCases.map { group in
      (
        name: group.rawValue,
        resident: heap.owners.filter { $0.share.owner.group == group }
          .reduce(0) { $0 + $1.share.resident }
      )
    }
    let words = parts.filter { $0.resident > 0 }.sorted { $0.resident > $1.resident }
      .map { "\(Quantity.bytes($0.resident)) \($0.name)" }
    return "\(Quantity.bytes(heap.resident)) in memory: \(words.joined(separator: ", "))"
  }

  private var ownerTable: Table {
    Table(
      columns: [
        .text("whose"), .text("from"), .number("blocks", dispensable: 2),
        .number("bytes", dispensable: 1),
        .number("in memory"), .number("%"),
      ],
      rows: heap.owners.filter { $0.share.bytes > 0 }.map { allocator, share in
        Table.Row(
          [
            share.owner.name, allocator ?? "", share.blocks.map { "\($0)" } ?? "",
            "\(share.bytes)", resident(share).map { "\($0)" } ?? "unknown",
            resident(share).map(percent) ?? "",
          ], share.owner == .block(.unexplained) ? .alarm : .none,
          anchor: anchor(of: share.owner, allocator))
      } + [
        Table.Row(
          [
            "all", "", "", "\(heap.owners.reduce(0) { $0 + $1.share.bytes })", "\(heap.resident)",
            "100.0",
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
    let isThere = isThere
    return Table(
      columns: [
        .names("type"), .number("objects"), .number("bytes"),
        // What the share is of
        .number("in memory", dispensable: isThere ? 4 : 0), .number("%"),
        .number("each", dispensable: 1),
        .number("getsizeof", dispensable: 2),
        .number("with __dict__", dispensable: 3),
      ],
      rows: heap.types.prefix(shown).map { type in
        Table.Row(
          [
            type.qualifiedName, "\(type.count)", type.bytes,
            isThere ? "" : "\(type.resident)", type.unknown > 0 ? "" : percent(type.resident),
            type.each.map { "\($0)" } ?? "", type.getsizeof.map { "\($0)" } ?? "unknown",
            type.dicts > 0 ? "\(type.dicts)" : "",
          ], anchor: anchor(of: type))
      } + rest)
  }

  /// Whether nearly all bytes of the types that are shown are in memory.
  private var isThere: Bool {
    heap.types.prefix(shown).allSatisfy { $0.resident >= $0.allocated / 10 * 9 }
  }

  /// What the types that are not shown come to.
  private var rest: [Table.Row] {
    let others = heap.types.dropFirst(shown)
    if others.isEmpty { return [] }
    let bytes = others.reduce(0) { $0 + $1.allocated }
    let resident = others.reduce(0) { $0 + $1.resident }
    return [
      Table.Row(
        [
          Quantity.counted(others.count, "more type"), "\(others.reduce(0) { $0 + $1.count })",
          "\(bytes)", isThere ? "" : "\(resident)", percent(resident), "", "", "",
        ], .faint, anchor: Self.restAnchor)
    ]
  }

  private var objectTable: Table {
    Table(
      columns: [.names("largest objects"), .text("at"), .number("bytes")],
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
    return
      "\(Quantity.counted(heap.objects, "object")), \(heap.tracked) of them tracked by the collector"
      + (heap.frozen > 0 ? ", \(heap.frozen) frozen" : "")
      + (heap.interpreters > 1 ? ", of \(heap.interpreters) interpreters" : "") + "; \(pause)"
  }

  /// A row for each owner, then one for each type.
  public var flatTable: Table {
    Table(
      columns: [
        "kind", "name", "module", "allocator", "count", "bytes", "resident", "getsizeof",
      ].map { .text($0) },
      rows: heap.owners.map { allocator, share in
        .init([
          "owner", share.owner.label, "", allocator ?? "", share.blocks.map { "\($0)" } ?? "",
          "\(share.bytes)", resident(share).map { "\($0)" } ?? "", "",
        ])
      }
        + heap.types.map {
          .init([
            "type", $0.name, $0.module ?? "", "", "\($0.count)",
            $0.isUnknown ? "" : "\($0.allocated)", $0.isUnknown ? "" : "\($0.resident)",
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
        heap.owners.map { allocator, share in
          .object([
            "label": .string(share.owner.label), "allocator": .string(allocator),
            "blocks": .int(share.blocks),
            "bytes": .int(share.bytes), "resident": .int(resident(share)),
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
            "withoutBlock": .int($0.withoutBlock), "unknown": .int($0.unknown),
            "allocated": .int($0.allocated),
            "resident": .int($0.resident),
            "arrayData": .int($0.arrayData), "getsizeof": .int($0.getsizeof),
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

extension ProcessHeap.TypeShare {
  /// Whether of no byte of its objects it is known where it is.
  var isUnknown: Bool { unknown > 0 && allocated == 0 }

  fileprivate var bytes: String { KnownBytes.text(allocated, unknown: unknown) }
}
