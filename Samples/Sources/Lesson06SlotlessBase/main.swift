// One base without __slots__ undoes them: it brings the dict and the weakref list back, and the
// instance pays for both kinds of attributes.
import PySize

for version in ["3.7", "3.10", "3.11", "3.14"] {
  let heap = try Heap(Build(parsing: version))
  let Base = try heap.makeClass("Base")
  let Empty = try heap.makeClass("Empty", slots: [])
  let inspector = Inspector(heap.build, reading: heap.memory)
  for base in [Empty, Base] {
    let Point = try heap.makeClass("Point", bases: [base], slots: ["x", "y", "z"])
    let point = try Point()
    let bytes = try inspector.inspect(point.address).blocks.reduce(0) { $0 + $1.size }
    print("CPython \(version), slots over \(base.name): \(bytes) bytes")
    try point.release()
  }
}
