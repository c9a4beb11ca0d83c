// A dict makes a larger table when two thirds of the one it has are used up, and to delete keys
// gives nothing back: their entries stay used. It is small again when a key comes for which there is
// no entry left: only then does it count its keys and make a table for those. Or after clear().
import Columns
import PySize

let heap = try Heap(Build(parsing: "3.13"))
let dict = try heap.makeDict()
var size = try heap.size(of: dict)
var rows: [[any CustomStringConvertible]] = [["empty", size, "bytes"]]
for number in 1...100 {
  try dict.setItem("key\(number)", to: number)
  let grown = try heap.size(of: dict)
  if grown != size { rows.append(["keys: \(number)", grown, "bytes"]) }
  size = grown
}
for number in 1...100 { try dict.removeItem("key\(number)") }
rows.append(["all deleted", try heap.size(of: dict), "bytes"])
var turns = 0
while try heap.size(of: dict) == size {
  try dict.setItem("one more", to: turns)
  try dict.removeItem("one more")
  turns += 1
}
rows.append(["one in and out, \(turns) times", try heap.size(of: dict), "bytes"])
try dict.clear()
rows.append(["after clear()", try heap.size(of: dict), "bytes"])
printColumns(rows)
