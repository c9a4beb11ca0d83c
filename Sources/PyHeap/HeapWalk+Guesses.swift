internal import PyInspector
internal import PyLayout
internal import PyMemory

/// Words that may point anywhere, and what nobody points at.
extension HeapWalk {
  /// A word that may point anywhere.
  struct Guess {
    let word: UInt64
    /// What a block is that it leads to.
    let label: BlockLabel
  }

  /// Notes a word of a C struct that is not described.
  @inline(__always)
  mutating func guess(_ word: UInt64, as label: BlockLabel = .guessed) {
    if word == 0 { return }
    if isTelling { return tellGuess(word) }
    guesses.append(Guess(word: word, label: label))
  }

  /// Looks at what was noted, as long as it leads to something new.
  ///
  /// An object says itself which blocks are its own: what may lead to a mere block waits until no object is
  /// found any more. A `memoryview` has the buffer of a `bytearray` before the `bytearray`.
  mutating func followGuesses() {
    var blocks: [Guess] = []
    repeat {
      while !guesses.isEmpty {
        let all = guesses
        guesses = []
        for guess in all where !considerObject(guess) { blocks.append(guess) }
        follow()
      }
      while guesses.isEmpty, let guess = blocks.popLast() { considerBlock(guess) }
    } while !guesses.isEmpty
  }

  /// Looks for pointers in what no allocator has: data of images, interpreters, stacks.
  mutating func scan(without taken: [Range<UInt64>]) {
    for mapping in picture.mappings where mapping.isWritable && mapping.isReadable {
      var place = mapping.range.lowerBound
      var next = taken.partitioningIndex { $0.upperBound > place }
      while place < mapping.range.upperBound {
        if next < taken.count, taken[next].lowerBound <= place {
          place = max(place, taken[next].upperBound)
          next += 1
          continue
        }
        let end =
          next < taken.count
          ? min(taken[next].lowerBound, mapping.range.upperBound) : mapping.range.upperBound
        for run in picture.pages.runs(in: place..<end) { scan(run) }
        place = end
      }
    }
    followGuesses()
  }

  /// Notes each word of a range that points at what nobody has labelled.
  private mutating func scan(_ range: Range<UInt64>) {
    for place in stride(from: range.lowerBound, to: range.upperBound, by: pointer) {
      let word = word(place)
      if word > 0xFFFF, isUnexplained(word) { guess(word, as: .other) }
    }
  }

  private func isUnexplained(_ word: UInt64) -> Bool {
    table.block(at: word).map { table.labels[$0] == .unexplained } ?? false
  }

  /// Looks at what a word may point at: an object, or a free one.
  ///
  /// - Returns: false where it is a mere block that nobody has labelled.
  private mutating func considerObject(_ guess: Guess) -> Bool {
    guard let block = table.block(at: guess.word), table.labels[block] == .unexplained else {
      return true
    }
    guard let object = object(in: block, isListed: guess.label == .freeList) else { return false }
    guard isFreed(object) else {
      visit(object)
      return true
    }
    // What a type in C has asked for may look so by what an object has left there: it is one where a free list leads
    // to it. A code has such a frame: up to 3.9, co_zombieframe
    let isFrame = planNumbers[word(object &+ at.ob_type)].map { plans[$0].facts.kind } == .frame
    guard guess.label != .guessed || isFrame else {
      doubtful.append(guess)
      return true
    }
    table.label(block, .freeList)
    // The next one of its list stands where its count, its type, its first field or its first item was
    let link = at.freeThreaded == nil ? at.ob_refcnt : 0
    for place in [link, at.ob_type, at.ob_size, at.tuple] {
      self.guess(word(object &+ place), as: .freeList)
    }
    return true
  }

  /// Looks at what a word may point at, which is no object.
  private mutating func considerBlock(_ guess: Guess) {
    guard let block = table.block(at: guess.word), table.labels[block] == .unexplained else {
      return
    }
    let starts = starts(of: block)
    if guess.label == .freeList {
      if word(starts[0] &+ at.ob_refcnt) == 0 { table.label(block, .freeList) }
      return
    }
    // Only what points at its start knows of it
    guard starts.contains(guess.word) || isBehindSize(guess.word, in: block) else { return }
    table.label(block, guess.label)
    guessWords(in: block, as: guess.label)
  }

  /// Whether an address stands behind a number that a block of `malloc` begins with, and that says how long the
  /// block is: `sqlite3MemMalloc`, SQLite's src/mem1.c, counts bytes, `allocate_dtv`, glibc's elf/dl-tls.c, pairs of
  /// words.
  private func isBehindSize(_ place: UInt64, in block: Int) -> Bool {
    guard block >= table.firstChunk else { return false }
    let start = table.start(of: block)
    let bytes: UInt64
    if place == start + 8, let count = memory.word(start, size: 8), count % 8 == 0 {
      bytes = count &+ 8
    } else if place == start + 2 * at.pointer {
      bytes = (word(start) &+ 2) &* 2 &* at.pointer
    } else {
      return false
    }
    guard bytes < 1 << 40 else { return false }
    let size = table.size(of: block)
    let least = malloc.paddedSize(of: Int(bytes))
    // What would be left of a chunk is not split off where it is less than a chunk
    return least <= size && size < least + malloc.smallestChunk
  }

  /// Notes the words of a block, of a large one the first, that point at what nobody has labelled.
  private mutating func guessWords(in block: Int, as label: BlockLabel) {
    let start = table.start(of: block)
    for index in 0..<min(table.size(of: block), 1 << 26) / pointer {
      let word = word(start &+ UInt64(index * pointer))
      if isUnexplained(word) { guess(word, as: label) }
    }
  }

  /// Whether a free list may have a block of that size: a small one, or a frame.
  private mutating func mayBeListed(_ block: Int) -> Bool {
    if table.size(of: block) <= 544 { return true }
    guard let object = object(in: block),
      let number = planNumbers[word(object &+ at.ob_type)]
    else { return false }
    return plans[number].facts.kind == .frame
  }

  /// Blocks that nobody points at: those that look like an object are taken for one.
  mutating func guessTheRest() {
    while let guess = doubtful.popLast() {
      considerBlock(guess)
      followGuesses()
    }
    var freed: [UInt64: [Int]] = [:]
    for block in 0..<table.labels.count where table.labels[block] == .unexplained {
      guard let object = object(in: block) else { continue }
      if isFreed(object) {
        freed[word(object &+ at.ob_type), default: []].append(block)
      } else {
        table.label(block, .guessed)
        guessWords(in: block, as: .guessed)
        followGuesses()
      }
    }
    // Of lists that could not be followed some are left, of tuples at most PyTuple_MAXFREELIST of a length. More are
    // what others have asked for, as an object left it
    for blocks in freed.values where blocks.count <= 2000 {
      for block in blocks where table.labels[block] == .unexplained && mayBeListed(block) {
        table.label(block, .freeList)
      }
    }
  }
}
