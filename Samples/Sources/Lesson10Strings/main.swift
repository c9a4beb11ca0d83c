// A str takes one, two or four bytes for each character: as many as its widest one needs. One emoji
// makes a whole text four times as large.
import Columns
import PySize

let build = try Build(parsing: "3.13")
let header: [any CustomStringConvertible] = ["", "ten of it", "once behind a thousand x"]
printColumns(
  try [header]
    + ["a", "é", "€", "😀"].map { character in
      let texts = [10, 1].map { String(repeating: character, count: $0) }
      let literals = ["'\(texts[0])'", "'\(String(repeating: "x", count: 1000))\(texts[1])'"]
      return [character] + (try literals.map { try What.literal($0).estimate(on: build).size })
    })
