// The same object on other builds of the same CPython: without the global lock an object is its own
// lock, and a debug build guards every block with words before and behind it.
import PySize

let records = ["slots", "class", "tuple", "dict"].compactMap { Catalogue.record($0) }
for name in ["3.14", "3.14t", "3.14d", "3.14@32"] {
  let build = try Build(parsing: name)
  let costs = try records.map { record in
    let estimate = try What.record(record, fields: .article, nth: 1).estimate(on: build)
    return "\(record.id) \(estimate.allocated)"
  }
  print("CPython \(name): \(costs.joined(separator: ", ")) bytes")
}
