// Instances share their names: a class keeps one table of keys, and each instance its values. Since
// 3.11 the class does not know how many attributes will come, so the first instances get room to
// spare, and the later ones less. Measure one instance and you have measured the exception.
import Columns
import PySize

let records = ["class"].compactMap { Catalogue.record($0) }
let instances = [1, 2, 10, 20, 30, 40]
let header: [any CustomStringConvertible] = ["bytes of instance"] + instances
printColumns(
  try [header]
    + ["3.7", "3.11", "3.13"].flatMap { version in
      try records.map { record in
        let allocated = try instances.compactMap { nth in
          let point = What.record(record, fields: .article, nth: nth)
          return try point.layout(on: Build(parsing: version)).allocated
        }
        return ["CPython \(version)"] + allocated
      }
    })
