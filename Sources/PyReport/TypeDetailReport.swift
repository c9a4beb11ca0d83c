public import PyHeap
internal import PyLayout

/// The objects of one type of a process, closer.
public struct TypeDetailReport: Sendable {
  /// What was found, of each type of the name.
  public let details: [TypeDetail]
  /// What was looked at.
  public let target: HeapTarget
  private let heap: ProcessHeap

  /// A report on types of a heap.
  ///
  /// - Parameter target: what was looked at.
  public init(_ details: [TypeDetail], in heap: ProcessHeap, of target: HeapTarget) {
    self.details = details
    self.heap = heap
    self.target = target
  }
}

extension TypeDetailReport: Report {
  /// For each type its figures, the sizes, the attributes.
  public var document: Document {
    var blocks: [Document.Block] = [.heading("CPython \(heap.build), \(target)", level: 1)]
    if details.count > 1 {
      let types = details.map(\.type)
      let count = types.reduce(0) { $0 + $1.count }
      let bytes = types.reduce(0) { $0 + $1.allocated }
      blocks.append(
        .line(
          "\(details.count) types have that name: \(Quantity.counted(count, "object")), \(Quantity.bytes(bytes))"
        ))
    }
    blocks += details.prefix(Self.mostShown).flatMap(self.blocks)
    if details.count > Self.mostShown {
      blocks.append(
        .line("\(details.count - Self.mostShown) more of them: JSON and CSV have all"))
    }
    return Document(blocks)
  }

  /// Types of one name that are shown where people read; others are like them.
  private static let mostShown = 10

  private func blocks(_ detail: TypeDetail) -> [Document.Block] {
    let type = detail.type
    let bytes = type.isUnknown ? "bytes unknown" : Quantity.bytes(type.allocated)
    var lines = "\(type.qualifiedName): \(Quantity.counted(type.count, "object")), \(bytes)"
    if let each = type.each { lines += ", \(Quantity.counted(each, "byte")) each" }
    if type.unknown > 0 {
      lines +=
        ", \(Quantity.counted(type.unknown, "object")) or blocks of an allocator that is not known"
    } else if type.withoutBlock > 0 {
      lines += ", \(type.withoutBlock) of them in no block"
    }
    if type.dicts > 0 { lines += ", \(type.dicts) with a __dict__ of their own" }
    var blocks: [Document.Block] = [.line(lines)]
    if let filling = detail.filling {
      blocks.append(
        .line(
          "\(Quantity.counted(filling.used, "item")) in room for \(filling.room), \(Quantity.percent(filling.used, of: filling.room)) %;"
            + " \(Quantity.counted(filling.empty, "object")) without any"))
    }
    blocks.append(
      .table(
        Table(
          columns: [.number("getsizeof"), .number("objects")],
          rows: detail.sizes.prefix(10).map {
            Table.Row([$0.getsizeof.map { "\($0)" } ?? "unknown", "\($0.count)"])
          } + note(detail.sizes.count - 10, "size"))))
    if !detail.attributes.isEmpty {
      blocks.append(
        .table(
          Table(
            columns: [.text("attribute"), .number("objects"), .text("refers to", breaks: true)],
            rows: detail.attributes.prefix(40).map { attribute in
              Table.Row([
                attribute.name, "\(attribute.types.reduce(0) { $0 + $1.count })",
                attribute.types.prefix(4).map { "\($0.name) \($0.count)" }.joined(separator: ", "),
              ])
            } + note(detail.attributes.count - 40, "attribute"))))
    }
    var referrers = detail.referrers.prefix(10).map { Table.Row([$0.name, "\($0.count)"]) }
    referrers += note(detail.referrers.count - 10, "type")
    if detail.unreferred > 0 {
      referrers.append(Table.Row(["no object: a call, or C", "\(detail.unreferred)"]))
    }
    blocks.append(
      .table(
        Table(columns: [.text("referred to by"), .number("references")], rows: referrers)))
    if !detail.values.isEmpty { blocks.append(.table(valueTable(detail))) }
    return blocks
  }

  /// A row for each value: of an object itself, of each of its attributes.
  private func valueTable(_ detail: TypeDetail) -> Table {
    Table(
      columns: [.text("object"), .text("attribute"), .text("value", breaks: true)],
      rows: detail.values.prefix(5).flatMap { value -> [Table.Row] in
        var rows = value.text.map { [["", "", $0]] } ?? []
        rows += value.attributes.prefix(40).map { ["", $0.name, $0.text] }
        if rows.isEmpty {
          rows = [["", "", value.isWhole ? "no attributes" : "not shown: its content is not read"]]
        }
        rows[0][0] = "\(value.address)"
        return rows.map { Table.Row($0) } + note(value.attributes.count - 40, "attribute")
      })
  }

  private func note(_ more: Int, _ what: String) -> [Table.Row] {
    more > 0 ? [.note(Quantity.counted(more, "more \(what)"))] : []
  }

  /// A row for each size and each attribute's type; where values were asked for, one for each of them.
  public var flatTable: Table {
    let values = details.flatMap { detail in
      detail.values.flatMap { value in
        let texts = value.text.map { [("", $0)] } ?? []
        return (texts + value.attributes.map { ($0.name, $0.text) }).map { name, text in
          Table.Row([
            detail.type.qualifiedName, "value", name, "", "", "\(value.address)", text,
          ])
        }
      }
    }
    let columns = ["type", "kind", "name", "refers_to", "count"]
    return Table(
      columns: (columns + (values.isEmpty ? [] : ["object", "value"])).map { .text($0) },
      rows: details.flatMap { detail in
        detail.sizes.map {
          Table.Row([
            detail.type.qualifiedName, "size", $0.getsizeof.map { "\($0)" } ?? "", "",
            "\($0.count)",
          ])
        }
          + detail.attributes.flatMap { attribute in
            attribute.types.map {
              Table.Row([
                detail.type.qualifiedName, "attribute", attribute.name, $0.name, "\($0.count)",
              ])
            }
          }
          + detail.referrers.map {
            Table.Row([detail.type.qualifiedName, "referrer", $0.name, "", "\($0.count)"])
          }
      } + values)
  }

  /// The types with their sizes and attributes.
  public var json: JSON {
    .object([
      "schema": .int(1), "build": .string("\(heap.build)"), "target": target.json,
      "types": .array(
        details.map { detail in
          .object([
            "module": .string(detail.type.module), "name": .string(detail.type.name),
            "count": .int(detail.type.count), "withoutBlock": .int(detail.type.withoutBlock),
            "unknown": .int(detail.type.unknown),
            "allocated": .int(detail.type.allocated),
            "getsizeof": .int(detail.type.getsizeof), "dicts": .int(detail.type.dicts),
            "sizes": .array(
              detail.sizes.map {
                .object(["getsizeof": .int($0.getsizeof), "count": .int($0.count)])
              }),
            "filling": detail.filling.map {
              .object(["used": .int($0.used), "room": .int($0.room), "empty": .int($0.empty)])
            } ?? .null,
            "attributes": .array(
              detail.attributes.map { attribute in
                .object([
                  "name": .string(attribute.name),
                  "types": .array(
                    attribute.types.map {
                      .object(["name": .string($0.name), "count": .int($0.count)])
                    }),
                ])
              }),
            "referrers": .array(
              detail.referrers.map {
                .object(["name": .string($0.name), "count": .int($0.count)])
              }), "unreferred": .int(detail.unreferred),
            "objects": .array(detail.some.map { .string("\($0)") }),
            "values": .array(
              detail.values.map { value in
                .object([
                  "object": .string("\(value.address)"), "text": .string(value.text),
                  "attributes": .array(
                    value.attributes.map {
                      .object(["name": .string($0.name), "text": .string($0.text)])
                    }),
                ])
              }),
          ])
        }),
    ])
  }
}
