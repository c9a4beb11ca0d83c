// Every object starts with two words: how many refer to it, and what it is. A free-threaded build
// needs more: who owns the object, a lock, and two counts, the owner's and everybody else's.
import Columns
import PySize

for name in ["2.7", "3.13", "3.13@32", "3.13t"] {
  let head = try PyObject.layout(on: Build(parsing: name))
  print("CPython \(name): \(head.size) bytes before any data")
  printColumns(head.rows.map { ["", "at", $0.offset.rawValue, $0.name, $0.size, "bytes"] })
}
