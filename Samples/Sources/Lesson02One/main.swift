// Why does 1 take 28 bytes? The two words, the number's length and sign, and one digit of 30 bits in
// four bytes. Every 30 bits more are four bytes more, and what the allocator gives is more again.
import Columns
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let one = try heap.make(1)
let fields = try heap.inspect(one).blocks[0].fields
printColumns(fields.map { ["at", $0.offset.rawValue, $0.name, $0.size, "bytes"] })
printColumns(
  try [1, 30, 31, 60, 61].map { bits in
    let number = What.literal("\(UInt64(1) << UInt64(bits - 1))")
    return ["a number of", bits, "bits", try number.estimate(on: heap.build).size, "bytes"]
  })
