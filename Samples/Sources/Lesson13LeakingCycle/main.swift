// recordclass's dataobject saves the GC head: the collector does not know it. Two that refer to one
// another stay for ever. Two instances of a class that do the same are found and freed.
import PySize

let heap = try Heap(Build(parsing: "3.13"))

@MainActor func collected(_ type: Class) throws -> Int {
  let (a, b) = (try type(), try type())
  try a.set("other", to: b)
  try b.set("other", to: a)
  try a.release()
  try b.release()
  return try heap.collect()
}

let Slots = try heap.makeClass("Slots", slots: ["other"])
let Record = try heap.makeDataobjectClass("Record", fields: ["other"])
try heap.collect()
for type in [Slots, Record] {
  let size = type.layout.shallowSize()
  print("\(type.name): \(size) bytes, \(try collected(type)) of 2 in a cycle collected")
}
