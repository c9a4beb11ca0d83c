internal import PyInspector
internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// Visits what the collector has in its lists, and says how many that are, and how many are frozen.
  ///
  /// - Throws: ``HeapError`` where a list does not close both ways, or has what is no object, in a picture of
  ///   several moments.
  mutating func visitTracked(
    _ runtime: Runtime, _ damage: inout Damage
  ) throws(HeapError) -> (Int, Int) {
    if let place = at.freeThreaded?.ob_gc_bits { return visitTracked(bitsAt: place) }
    return (try visit(runtime.generations, &damage), try visit(runtime.permanent, &damage))
  }

  /// The same where each object says of itself whether it is tracked, and frozen: `gc_visit_heaps`,
  /// Python/gc_free_threading.c.
  private mutating func visitTracked(bitsAt place: UInt64) -> (Int, Int) {
    var (tracked, frozen) = (0, 0)
    for pool in table.pools {
      guard let before = Self.prefix(of: pool.domain, pointer: at.pointer) else { continue }
      for index in 0..<Int(pool.count) where table.labels[pool.number + index] != .free {
        let object = pool.first + UInt64(index) * pool.size + lead + before
        let bits = byte(object + place)
        guard bits & PyObject.isTracked != 0 else { continue }
        visit(object)
        if bits & PyObject.isFrozen == 0 { tracked += 1 } else { frozen += 1 }
      }
    }
    return (tracked, frozen)
  }

  /// Bytes from the start of what was asked for to the object, in pages whose blocks are all objects that the
  /// collector may know; `nil` in others.
  private static func prefix(of domain: AllocatorDomain?, pointer: UInt64) -> UInt64? {
    switch domain {
    case .gcObject: 0
    case .gcObjectWithPreHeader: 2 * pointer
    default: nil
    }
  }

  /// Takes up what is in pages of objects alone, and nobody has referred to.
  mutating func visitObjectPages() {
    for pool in table.pools {
      guard Self.prefix(of: pool.domain, pointer: at.pointer) != nil else { continue }
      for block in pool.number..<pool.number + Int(pool.count)
      where table.labels[block] == .unexplained {
        guard let object = object(in: block) else { continue }
        if isFreed(object) { table.label(block, .freeList) } else { visit(object) }
      }
    }
    follow()
  }

  /// Visits the objects of lists, and says how many there are.
  private mutating func visit(
    _ lists: [Address], _ damage: inout Damage
  ) throws(HeapError) -> Int {
    var count = 0
    for head in lists {
      let head = head.rawValue
      let forth = try visit(from: head, to: head, by: 0, &damage)
      count += forth.count
      guard let last = forth.last else { continue }
      let link = word(last) & ~3
      try damage.leaveOut(
        .lists, "a list of the collector",
        Damage.Fault(
          what: "does not close at \(Address(rawValue: link))", isNotCopied: picture.lacks(link)))
      // What is behind comes from the other end
      count += try visit(from: head, to: last, by: at.pointer, &damage).count
    }
    return count
  }

  /// Visits a list's objects from one of its ends as far as neighbours name each other: `_gc_next` of one is
  /// `_gc_prev` of the next.
  ///
  /// - Parameter field: where the link onwards stands.
  /// - Returns: how many there are, and the last one where it does not lead to the end.
  private mutating func visit(
    from head: UInt64, to end: UInt64, by field: UInt64, _ damage: inout Damage
  ) throws(HeapError) -> (count: Int, last: UInt64?) {
    var (count, previous) = (0, head)
    while true {
      let link = word(previous &+ field) & ~3
      guard link != 0, word(link &+ (at.pointer - field)) & ~3 == previous else {
        return (count, previous)
      }
      if link == end { return (count, nil) }
      previous = link
      let object = link &+ at.gcHead
      if table.block(at: object) != nil, word(object &+ at.ob_type) == 0 {
        try damage.leaveOut(
          .lists, "a list of the collector",
          Damage.Fault(what: "has no object at \(Address(rawValue: object))"))
        continue
      }
      visit(object)
      count += 1
    }
  }

  /// Key tables of classes that nobody owned.
  mutating func ownSharedKeys() {
    for keys in sharedKeys { own(keys) }
    sharedKeys = []
  }

  /// Labels the blocks of 2.7's ints and floats of which none lives. Each block begins with the next one of its
  /// list: `PyIntBlock`, Objects/intobject.c.
  mutating func labelNumberBlocks() {
    if numbers.isEmpty { return }
    let sizes = Set(numbers.keys.map { table.size(of: $0) })
    var previous: [Int: Int] = [:]
    for block in table.firstChunk..<table.labels.count
    where table.labels[block] == .unexplained && sizes.contains(table.size(of: block)) {
      let next = word(table.start(of: block) &+ lead)
      if let next = table.block(at: next) { previous[next] = block }
    }
    for block in numbers.keys {
      var next: Int? = block
      // Those behind it, and those before it
      while let block = next {
        next = table.block(at: word(table.start(of: block) &+ lead))
        guard let next, sizes.contains(table.size(of: next)), table.labels[next] == .unexplained
        else { break }
        table.label(next, .freeList)
      }
      next = block
      while let block = next {
        next = previous[block]
        guard let next, table.labels[next] == .unexplained else { break }
        table.label(next, .freeList)
      }
    }
  }

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

  /// Where in a block an object stands, if one does: behind what its type puts before it.
  ///
  /// - Parameter isListed: whether a free list leads there.
  mutating func object(in block: Int, isListed: Bool = false) -> UInt64? {
    for start in starts(of: block) {
      if let object = object(in: block, at: start, isListed) { return object }
    }
    return nil
  }

  /// Where what was asked for may begin in a block: behind the debug hooks, of which what goes on to `malloc`
  /// has two.
  func starts(of block: Int) -> [UInt64] {
    let start = table.start(of: block)
    return lead == 0 ? [start] : [start + lead, start + 2 * lead, start]
  }

  private mutating func object(
    in block: Int, at start: UInt64, _ isListed: Bool
  ) -> UInt64? {
    let size = table.size(of: block)
    let domain = table.domain(of: block)
    if domain == .mem { return nil }
    // In a head of the collector's an old type may be left
    let known = Self.prefix(of: domain, pointer: at.pointer)
    let all: [UInt64] = [at.gcHead + 2 * at.pointer, at.gcHead, 2 * at.pointer, 0]
    let prefixes = known.map { [$0] } ?? all
    for prefix in prefixes {
      guard Int(prefix) + 2 * pointer <= size else { continue }
      let object = start &+ prefix
      let type = word(object &+ at.ob_type)
      // A table of pointers has types in it as well; a free list's next one is of the same type
      let link = at.freeThreaded == nil ? word(object &+ at.ob_refcnt) : 0
      if !isListed, memory.run(of: link) != nil, word(link &+ at.ob_type) != type { continue }
      guard let number = plan(of: type, instance: object),
        UInt64(plans[number].facts.prefixSize) == prefix,
        // A number may happen to be a type's address. A str may be shorter than the largest of its kinds
        plans[number].facts.tp_basicsize <= size - Int(prefix) || plans[number].facts.kind == .str
      else { continue }
      // What the collector has was found
      if !isListed, at.freeThreaded == nil, plans[number].facts.flags.contains(.haveGC),
        !isFreed(object), !at.untracked.contains(word(object &- at.gcHead &+ at.gcState))
      {
        continue
      }
      // What only looks like an object has, as a rule, a size that makes no sense
      if !isFreed(object), !fits(object, number, in: size - Int(prefix)),
        (try? inspector.places.inspect(Address(rawValue: object))) == nil
      {
        continue
      }
      return object
    }
    return nil
  }

  /// Whether an object has a size that its block has room for, and the block, or none, that its kind owns.
  private func fits(_ object: UInt64, _ number: Int, in room: Int) -> Bool {
    let plan = plans[number]
    switch plan.way {
    case .list:
      let (items, count) = (word(object &+ at.list), word(object &+ at.ob_size))
      return items == 0 ? count == 0 : isBlock(items, of: count, by: at.pointer)
    case .dict where !at.is2:
      let (keys, used) = (word(object &+ at.ma_keys), word(object &+ at.ma_used))
      guard word(object &+ at.ma_values) == 0, let entries = entries(of: keys),
        used <= entries.count
      else { return false }
      return isBlock(keys, of: entries.first &- keys &+ entries.count &* entries.stride, by: 1)
    case .plain, .str, .tuple, .frame, .generator:
      guard plan.parts.isEmpty, let sizing = plan.sizing,
        let size = inspector.size(of: Address(rawValue: object), sizing)
      else { return false }
      return size - plan.facts.prefixSize <= room
    default: return false
    }
  }

  /// Whether a block begins at an address that has room for some items.
  private func isBlock(_ place: UInt64, of count: UInt64, by stride: UInt64) -> Bool {
    guard let block = table.block(at: place), starts(of: block).contains(place) else {
      return false
    }
    return count <= UInt64(table.size(of: block)) / stride
  }

  /// Whether an object waits in a free list: nobody refers to it or, from 3.14 on, the next one of the list
  /// stands in place of the count, `_PyFreeList_Push`, Include/internal/pycore_freelist.h.
  private func isFreed(_ object: UInt64) -> Bool {
    if let place = at.freeThreaded?.ob_ref_shared {
      let local = memory.word(object &+ at.ob_refcnt, size: 4) ?? 0
      return local == 0 && word(object &+ place) >> UInt64(PyObject.sharedShift) == 0
    }
    let count = word(object &+ at.ob_refcnt)
    return count == 0 || memory.run(of: count) != nil
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
