/// The word that a slip of the finger may have meant; `nil` where none is near.
func nearest(to word: String, among words: [String]) -> String? {
  let typed = Array(word.lowercased())
  let near = words.map { ($0, distance(typed, Array($0.lowercased()))) }.min { $0.1 < $1.1 }
  guard let (meant, slips) = near, slips <= max(1, min(typed.count, meant.count) / 3) else {
    return nil
  }
  return meant
}

/// ` (did you mean 'compare'?)`, where a word is near; nothing otherwise.
func suggestion(for word: String, among words: [String]) -> String {
  nearest(to: word, among: words).map { " (did you mean '\($0)'?)" } ?? ""
}

/// How many letters are put in, left out, put in place of another, or change places with the next:
/// the optimal string alignment distance.
private func distance(_ one: [Character], _ other: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...other.count)
  for (row, letter) in one.enumerated() {
    var line = [row + 1]
    for (column, otherLetter) in other.enumerated() {
      var least = min(
        last[column] + (letter == otherLetter ? 0 : 1), last[column + 1] + 1, line[column] + 1)
      if row > 0, column > 0, letter == other[column - 1], one[row - 1] == otherLetter {
        least = min(least, beforeLast[column - 1] + 1)
      }
      line.append(least)
    }
    (beforeLast, last) = (last, line)
  }
  return last[other.count]
}
