// Why does 1 take 28 bytes? The two words, the number's length and sign, and one digit of 30 bits in
// four bytes. Every 30 bits more are four bytes more, and what the allocator gives is more again.
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let inspector = Inspector(heap.build, reading: heap.memory)
let one = try heap.make(1)
for field in try inspector.inspect(one.address).blocks[0].fields {
  print("\(field.offset.rawValue): \(field.name), \(field.size) bytes")
}
for bits in [1, 30, 31, 60, 61] {
  let size = try What.literal("\(UInt64(1) << UInt64(bits - 1))").estimate(on: heap.build).size
  print("a number of \(bits) bits: \(size) bytes")
}
