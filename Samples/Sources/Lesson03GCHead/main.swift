// What can be in a cycle carries the collector's links in front of it, where id() does not point:
// two words, up to 3.7 a count as a third, and alignment to sixteen bytes can make them four. An int,
// a str, a float cannot be in one. A free-threaded build keeps its marks inside the object.
import Columns
import PySize

printColumns(
  try ["2.7", "3.7.3", "3.7.4", "3.8", "3.13", "3.13t"].map { name in
    ["CPython \(name)", "a GC head of", try Build(parsing: name).gcHeadSize, "bytes"]
  })
let heap = try Heap(Build(parsing: "3.13"))
let literals = ["1", "1.5", "'text'", "(1, 2)", "[1, 2]", "{'x': 1}", "{1, 2}"]
printColumns(
  try literals.map { literal in
    let object = try heap.make(PyValue(literal: literal, on: heap.build))
    let type = try heap.inspect(object).type
    return [literal, type.prefixSize, "bytes before the object"]
  })
