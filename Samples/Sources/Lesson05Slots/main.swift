// __slots__ makes a descriptor for each name, which knows an offset in the instance. There the value
// stands, and nowhere else: no dict, and no room for a name that was not named.
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let Point = try heap.makeClass("Point", slots: ["x", "y"])
for slot in Point.layout.members {
  print("Point.\(slot.name): \(slot.size) bytes at \(slot.offset.rawValue)")
}
let point = try Point()
do {
  try point.set("z", to: 3)
} catch {
  print(error)
}
print("an instance: \(try heap.size(of: point)) bytes")
