// Where are an instance's attributes? Behind a pointer in the object; since 3.11 in front of it, with
// the values in a block of their own; since 3.13 inside the object. What was a dict has become an
// array, and a dict is made only when somebody asks for ob.__dict__.
import Columns
import PySize

let records = ["class"].compactMap { Catalogue.record($0) }
for version in ["2.7", "3.7", "3.11", "3.13"] {
  for point in records.map({ What.record($0) }) {
    let layout = try point.layout(on: Build(parsing: version))
    for row in layout.maps[0].rows where row.name == "__dict__" {
      print("CPython \(version): __dict__ at \(row.offset.rawValue): \(row.value ?? "")")
    }
    printColumns(
      layout.maps.map { ["", $0.part, $0.size, "bytes"] }
        + [["", "allocated together", layout.allocated.map(String.init) ?? "unknown", "bytes"]])
  }
}
