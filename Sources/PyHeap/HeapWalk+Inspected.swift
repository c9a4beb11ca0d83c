internal import PyInspector
internal import PyLayout
internal import PyMemory

extension HeapWalk {
  /// What a block of a code's may keep, which is made later: `_co_cached`, Objects/codeobject.c.
  mutating func guessCached(_ place: UInt64) {
    guard let block = table.block(at: place) else { return }
    guessWords(of: table.start(of: block), min(table.size(of: block), 64))
  }

  /// Takes up the words of bytes of which nobody knows what they are.
  private mutating func guessWords(of start: UInt64, _ size: Int) {
    let first = start.roundedUp(to: at.pointer)
    // A size that is damaged leads out of the block
    let count = UInt64(clamping: size - Int(first - start)) / at.pointer
    for index in 0..<bounded(count, from: first, by: at.pointer) {
      guess(word(first &+ index &* at.pointer))
    }
  }

  /// Follows an object by what the inspector says of it.
  mutating func inspect(_ object: UInt64, _ number: Int) {
    let address = Address(rawValue: object)
    let inspection: Inspection
    do throws(InspectionError) {
      do throws(InspectionError) {
        inspection = try inspector.places.inspect(address)
      } catch {
        inspection = try inspector.inspect(address)
      }
    } catch {
      if !isTelling { failures[number, default: (0, "\(error)")].count += 1 }
      return
    }
    // Of those that stand together, as links of a long chain, only the first one's place is told
    for block in inspection.blocks.dropFirst() where block.count == 1 {
      own(block.address.rawValue)
    }
    // What is not described, and items of a very long run that are not described one by one
    for block in inspection.blocks where block.count == 1 {
      for field in block.fields where field.role == .opaque || field.elided != nil {
        guessWords(
          of: block.origin.rawValue &+ UInt64(bitPattern: Int64(field.offset.rawValue)), field.size)
      }
    }
    for field in inspection.blocks.flatMap(\.fields) {
      guard let target = field.target, target != .null else { continue }
      switch field.role {
      case .reference, .unvisited, .stackReference, .foreign, .type: visit(target.rawValue)
      case .borrowed: guess(target.rawValue)
      default: break
      }
    }
    // What a metatype written in C adds, its types that are static have as well: `PyArray_DTypeMeta`, NumPy's
    // include/numpy/ndarraytypes.h
    let added = plans[number].facts.tp_basicsize - at.heapType
    if inspection.kind == .type, added > 0 {
      guessWords(of: object &+ UInt64(at.heapType), added)
    }
    if inspection.kind == .type,
      word(object &+ at.tp_flags) & UInt64(PyType.Flags.heapType.rawValue) != 0
    {
      followCachedKeys(object)
    }
  }

  /// Follows a class by its struct, without asking what its bytes say: there may be many.
  mutating func followClass(_ object: UInt64) {
    followCachedKeys(object)
    // A copy of its docstring: type_new_set_doc, Objects/typeobject.c
    own(word(object &+ at.tp_doc))
    for place in at.classReferences { visit(word(object &+ place)) }
    for place in at.classGuesses { guess(word(object &+ place)) }
  }

  private mutating func followCachedKeys(_ object: UInt64) {
    guard let field = at.ht_cached_keys else { return }
    let keys = word(object &+ field)
    if keys == 0 { return }
    own(keys)
    followKeys(keys)
  }
}
