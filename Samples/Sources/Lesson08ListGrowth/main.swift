// A list that is appended to asks for more than it needs, an eighth and a little, so that most
// appends move nothing. copy() asks for exactly what it needs. A list written out in constants
// extends an empty one, which may leave room for one item more.
import Columns
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let list = try heap.makeList()
var sizes = [try heap.size(of: list)]
var rows: [[any CustomStringConvertible]] = [["empty", sizes[0], "bytes"]]
for number in 1...33 {
  try list.append(number)
  sizes.append(try heap.size(of: list))
  if sizes[number] != sizes[number - 1] {
    rows.append(["append \(number)", sizes[number], "bytes"])
  }
}
let copy = try list.copy()
rows.append(["a copy of the 33", try heap.size(of: copy), "bytes"])
let display = What.literal("[\((1...33).map { "\($0)" }.joined(separator: ", "))]")
rows.append(["33 written out", try display.estimate(on: heap.build).size, "bytes"])
printColumns(rows)
