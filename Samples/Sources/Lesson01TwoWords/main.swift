// Every object starts with two words: how many refer to it, and what it is. A free-threaded build
// needs more: who owns the object, a lock, and two counts, the owner's and everybody else's.
import PySize

for name in ["2.7", "3.13", "3.13@32", "3.13t"] {
  let head = try PyObject.layout(on: Build(parsing: name))
  print("CPython \(name): \(head.size) bytes before any data")
  for field in head.rows { print("  \(field.offset.rawValue): \(field.name), \(field.size) bytes") }
}
