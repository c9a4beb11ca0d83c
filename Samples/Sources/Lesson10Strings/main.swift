// A str takes one, two or four bytes for each character: as many as its widest one needs. One emoji
// makes a whole text four times as large.
import PySize

let build = try Build(parsing: "3.13")
for character in ["a", "é", "€", "😀"] {
  let ten = String(repeating: character, count: 10)
  let mixed = String(repeating: "x", count: 1000) + character
  let short = try What.literal("'\(ten)'").estimate(on: build).size
  let long = try What.literal("'\(mixed)'").estimate(on: build).size
  print("ten times \(character): \(short) bytes; once behind a thousand x: \(long)")
}
