// The same objects on other builds of the same CPython. Without the global lock every object has a
// lock and two counts inside. What had a GC head gives it up for them and costs the same; an int or a
// float had none to give. A debug build guards every block with words before and behind it.
import Columns
import PySize

let records = ["slots", "class", "tuple", "dict"].compactMap { Catalogue.record($0) }
let objects =
  records.map { What.record($0) } + [.literal("1000"), .literal("1.5")]
let header: [any CustomStringConvertible] = ["bytes allocated"] + objects.map(\.name)
printColumns(
  try [header]
    + ["3.14", "3.14t", "3.14d", "3.14@32"].map { name in
      let build = try Build(parsing: name)
      return ["CPython \(name)"] + (try objects.map { try $0.estimate(on: build).allocated })
    })
