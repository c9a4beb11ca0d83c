import PyLayout

/// `a == b` of objects that hold others: `PyObject_RichCompare` with `Py_EQ`.
///
/// What is left to do is kept here and not on the stack, so that objects may be nested to any
/// depth.
struct Comparison {
  private let heap: Heap
  private var open: [Frame] = []

  /// Something that is being compared.
  private enum Frame {
    /// All pairs have to be the same object or equal ones: `PyObject_RichCompareBool`.
    case pairs([Pair], next: Int)
    /// All entries of one table have to be in another.
    case lookups(Lookups)
  }

  typealias Pair = (Address, Address)

  /// `dict_equal`, Objects/dictobject.c; `set_issubset`, Objects/setobject.c
  private struct Lookups {
    let entries: [Heap.Entry]
    let other: Address
    /// What has to be the same or equal once all are found: `_odict_keys_equal`, Objects/odictobject.c
    let pairs: [Pair]
    var next = 0
    /// Keys of the other table that may be equal, and which of them is looked at.
    var candidates: Candidates?
    var candidate: Heap.Entry?
    var isComparingValues = false
  }

  init(in heap: Heap) { self.heap = heap }

  /// Whether two objects are equal.
  ///
  /// - Throws: ``PyError`` `RecursionError` where CPython gives up, `NotImplementedError` for objects
  ///   whose comparison is not known here.
  mutating func areEqual(_ a: Address, _ b: Address) throws(PyError) -> Bool {
    var answer = try begin(a, b)
    while true {
      if let answer, open.isEmpty { return answer }
      answer = try goOn(after: answer)
    }
  }

  /// The answer where it is known at once; `nil` where a frame was opened.
  private mutating func begin(_ a: Address, _ b: Address) throws(PyError) -> Bool? {
    switch try heap.equality(a, b) {
    case .known(let answer): return answer
    case .pairs(let pairs): open.append(.pairs(pairs, next: 0))
    case .lookups(let entries, let other, let pairs):
      open.append(.lookups(Lookups(entries: entries, other: other, pairs: pairs)))
    }
    if open.count > heap.build.recursionLimit {
      throw heap.build.tooDeep(heap.build.version < .v3_0 ? "in cmp" : "in comparison")
    }
    return nil
  }

  /// The next step of what was opened last, given the answer of what it asked for.
  private mutating func goOn(after answer: Bool?) throws(PyError) -> Bool? {
    switch open.removeLast() {
    case .pairs(let pairs, let next): try goOn(pairs, next, after: answer)
    case .lookups(let lookups): try goOn(lookups, after: answer)
    }
  }

  private mutating func goOn(
    _ pairs: [Pair], _ next: Int, after answer: Bool?
  ) throws(PyError) -> Bool? {
    if answer == false { return false }
    for number in next..<pairs.count where pairs[number].0 != pairs[number].1 {
      if let areEqual = try quickEquality(pairs[number]) {
        if areEqual { continue }
        return false
      }
      open.append(.pairs(pairs, next: number + 1))
      guard let answer = try begin(pairs[number].0, pairs[number].1) else { return nil }
      open.removeLast()
      if !answer { return false }
    }
    return true
  }

  private mutating func goOn(
    _ lookups: Lookups, after answer: Bool?
  ) throws(PyError) -> Bool? {
    var lookups = lookups
    var answer = answer
    if answer == nil { try look(for: &lookups) }
    while true {
      if answer == nil {
        if lookups.next == lookups.entries.count { return try goOn(lookups.pairs, 0, after: nil) }
        let entry = lookups.entries[lookups.next]
        guard let candidate = lookups.candidate else { return false }
        let pair =
          lookups.isComparingValues ? (candidate.value, entry.value) : (candidate.key, entry.key)
        if pair.0 == pair.1 {
          answer = true
        } else if let areEqual = try quickEquality(pair) {
          answer = areEqual
        } else {
          open.append(.lookups(lookups))
          guard let known = try begin(pair.0, pair.1) else { return nil }
          open.removeLast()
          answer = known
        }
      }
      switch (answer == true, lookups.isComparingValues) {
      case (false, true): return false
      case (false, false): lookups.candidate = try lookups.candidates?.next()
      case (true, false) where lookups.entries[lookups.next].value != .null:
        lookups.isComparingValues = true
      default:
        lookups.next += 1
        try look(for: &lookups)
      }
      answer = nil
    }
  }

  /// Finds the candidates for the next entry.
  private func look(for lookups: inout Lookups) throws(PyError) {
    lookups.isComparingValues = false
    guard lookups.next < lookups.entries.count else { return }
    let entry = lookups.entries[lookups.next]
    let hash = if let hash = entry.hash { hash } else { try heap.storedHash(of: entry.key) }
    lookups.candidates = try Candidates(withHash: hash, of: lookups.other, in: heap)
    lookups.candidate = try lookups.candidates?.next()
  }

  /// Whether two objects are equal, where that is known at once; near the limit, tuples count.
  private func quickEquality(_ pair: Pair) throws(PyError) -> Bool? {
    let tuples = Heap.quickTuples
    let isFar = open.count + tuples < heap.build.recursionLimit
    return try heap.quickEquality(pair.0, pair.1, depth: isFar ? tuples : 0)
  }
}

extension Build {
  /// How many calls may be nested in C: `Py_EnterRecursiveCall`. Up to 3.11 the calls of Python's
  /// own functions count as well, of which there are none here but the module; 3.12 counts those of C
  /// apart, and later versions allow as many as the stack holds.
  var recursionLimit: Int {
    version < .v3_12 ? 999 : version < .v3_13 ? 1498 : 9999
  }

  /// `Py_CheckRecursiveCall`; a RuntimeError in 2.7.
  func tooDeep(_ place: String) -> PyError {
    PyError(
      version < .v3_0 ? .runtimeError : .recursionError,
      "maximum recursion depth exceeded \(place)")
  }
}
