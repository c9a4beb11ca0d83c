// A list that is appended to asks for more than it needs, an eighth and a little, so that most
// appends move nothing. copy() asks for exactly what it needs. A list written out in constants
// extends an empty one, which may leave room for one item more.
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let inspector = Inspector(heap.build, reading: heap.memory)
let list = try heap.makeList()
var size = try inspector.size(of: list.address)
print("empty: \(size) bytes")
for number in 1...33 {
  try list.append(number)
  let grown = try inspector.size(of: list.address)
  if grown != size { print("append \(number): \(grown) bytes") }
  size = grown
}
let copy = try list.copy()
print("a copy of the 33: \(try inspector.size(of: copy.address)) bytes")
let display = "[\((1...33).map { "\($0)" }.joined(separator: ", "))]"
print("33 written out: \(try What.literal(display).estimate(on: heap.build).size) bytes")
