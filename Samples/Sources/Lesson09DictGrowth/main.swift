// A dict doubles its table when two thirds of it are used, and gives nothing back when its keys go:
// deleted entries stay. Only a new dict, or clear(), is small again.
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let inspector = Inspector(heap.build, reading: heap.memory)
let dict = try heap.makeDict()
var size = try inspector.size(of: dict.address)
print("empty: \(size) bytes")
for number in 1...100 {
  try dict.setItem("key\(number)", to: number)
  let grown = try inspector.size(of: dict.address)
  if grown != size { print("\(number) keys: \(grown) bytes") }
  size = grown
}
for number in 1...100 { try dict.removeItem("key\(number)") }
print("all deleted: \(try inspector.size(of: dict.address)) bytes")
try dict.clear()
print("after clear(): \(try inspector.size(of: dict.address)) bytes")
