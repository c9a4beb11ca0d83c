import PyLayout
import PyRecords

extension ComparisonReport {
  /// A list of interpreters, each with its records.
  public var json: JSON {
    .object(["schema": .int(1), "interpreters": .array(subjects.map(\.json))])
  }

  /// A row for each record on each interpreter.
  public var flatTable: Table {
    let columns: [Table.Column] =
      [
        "build", "record", "title", "package", "package_version", "status", "reason", "parts",
        "predicted", "measured", "allocated", "allocated_measured",
      ].map { .text($0) }
      + counts.flatMap { [.number("bytes_\($0)"), .number("allocated_\($0)")] }
      + [.text("allocated_reason")]
    let rows = subjects.flatMap { subject in
      subject.comparisons.map { comparison in
        let figures = [
          comparison.predicted, comparison.measured, comparison.allocated.predicted,
          comparison.allocated.measured,
        ].map { $0.map(String.init) ?? "" }
        let parts = comparison.parts.map { part in
          "\(part.name)=\((part.predicted ?? part.measured).map(String.init) ?? "")"
        }
        let bytes = counts.indices.flatMap { index in
          guard index < comparison.instances.count else { return ["", ""] }
          let instances = comparison.instances[index]
          return ["\(instances.bytes)", instances.allocated.map(String.init) ?? ""]
        }
        return Table.Row(
          [
            "\(subject.build)", comparison.record.id, comparison.record.title,
            comparison.record.package?.name ?? "", comparison.sample.packageVersion ?? "",
            comparison.status.rawValue, comparison.reason ?? "", parts.joined(separator: " "),
          ] + figures + bytes + [comparison.unknownAllocator ?? ""])
      }
    }
    return Table(columns: columns, rows: rows)
  }
}

extension Comparisons {
  var json: JSON {
    .object([
      "build": .string("\(build)"), "version": .string("\(build.version)"),
      "pointerSize": .int(build.pointerSize), "executable": .string(executable),
      "libpython": .string(libpython), "bridge": .string(bridge),
      "valueAllocated": .int(valueAllocated), "own": .string(own?.record.id),
      "records": .array(comparisons.map(\.json)),
    ])
  }
}

extension Comparison {
  var json: JSON {
    .object([
      "id": .string(record.id), "title": .string(record.title),
      "package": .string(record.package?.name), "packageVersion": .string(sample.packageVersion),
      "status": .string(status.rawValue), "reason": .string(reason),
      "parts": .array(parts.map(\.json)), "shared": .array(shared.map(\.json)),
      "predicted": .int(predicted), "measured": .int(measured),
      "allocated": .object([
        "predicted": .int(allocated.predicted), "measured": .int(allocated.measured),
        "reason": .string(unknownAllocator),
      ]),
      "layout": block.map { .array($0.rows.map(\.json)) } ?? .null,
      "instances": .array(instances.map(\.json)),
      "storesValues": .bool(record.storesValues), "nth": .int(standing?.nth),
      "settled": .int(standing?.settled),
      "firstAllocated": .int(standing?.first), "laterAllocated": .int(standing?.later),
    ])
  }
}

extension Comparison.Part {
  fileprivate var json: JSON {
    .object(["name": .string(name), "predicted": .int(predicted), "measured": .int(measured)])
  }
}

extension FieldRow {
  var json: JSON {
    .object(["name": .string(name), "offset": .int(offset.rawValue), "size": .int(size)])
  }
}

extension Instances {
  var json: JSON {
    .object(["count": .int(count), "bytes": .int(bytes), "allocated": .int(allocated)])
  }
}
