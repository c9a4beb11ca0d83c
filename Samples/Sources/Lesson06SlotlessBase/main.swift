// One base without __slots__ undoes them: it brings the dict and the weakref list back, and the
// instance pays for both kinds of attributes. In 3.11, 3.12, and again from 3.14 on it pays at once
// for attributes that nobody has set: the first instance for many, later ones for few.
import Columns
import PySize

var rows: [[any CustomStringConvertible]] = [["bytes allocated", "", "first", "fortieth"]]
for version in ["3.7", "3.10", "3.11", "3.13", "3.14"] {
  let heap = try Heap(Build(parsing: version))
  let Empty = try heap.makeClass("Empty", slots: [])
  let Base = try heap.makeClass("Base")
  for base in [Empty, Base] {
    let Point = try heap.makeClass("Point", bases: [base], slots: ["x", "y", "z"])
    let sizes = try (1...40).compactMap { _ in try heap.layout(of: Point()).allocated }
    rows.append(["CPython \(version)", "slots over \(base.name)", sizes[0], sizes[39]])
  }
}
printColumns(rows)
