import PyLayout

/// Key-sharing dicts, PEP 412: Objects/dictobject.c
///
/// The values are a block of their own, or from 3.13 on, as a rule, part of the instance. From 3.11
/// on they keep the order of insertion: up to 3.12 in front of the values, downwards; then behind.
extension Heap {
  /// Where the values of a block start, and what stands around them.
  private func valuesStart(_ values: Pointer<PyDictValues>) -> Address {
    build.version < .v3_13 ? values.address : values + c.values.fields.values.offset
  }

  /// The value of a number.
  func value(_ number: Int, of values: Pointer<PyDictValues>) throws(PyError) -> Address {
    try pointer(at: valuesStart(values) + number * pointerSize)
  }

  func setValue(_ number: Int, of values: Pointer<PyDictValues>, to value: Address) throws(PyError)
  {
    try setPointer(at: valuesStart(values) + number * pointerSize, to: value)
  }

  /// Where the count of set values is; `nil` where none is kept.
  func countPlace(_ values: Pointer<PyDictValues>) -> Address? {
    if build.version < .v3_11 { return nil }
    return build.version < .v3_13 ? values + -2 : values + c.values.fields.size.offset
  }

  private func orderPlace(_ index: Int, of values: Pointer<PyDictValues>) throws(PyError) -> Address
  {
    if build.version < .v3_13 { return values + (-3 - index) }
    let capacity = Int(try get(c.values.fields.capacity, of: values))
    return valuesStart(values) + (capacity * pointerSize + index)
  }

  /// A block of values of its own: `new_values`, Objects/dictobject.c
  func newValues(capacity: Int) throws(PyError) -> Pointer<PyDictValues> {
    let request = Request.values(capacity: capacity, on: build)
    let block = try allocate(request.size, request.domain)
    if build.version >= .v3_13 {
      let values = Pointer<PyDictValues>(block)
      try initializeValues(values, capacity: capacity, isEmbedded: false)
      return values
    }
    let prefix = build.version < .v3_11 ? 0 : request.size - capacity * pointerSize
    try fill(0, at: block, count: prefix + capacity * pointerSize)
    if prefix > 0 { try store(UInt64(prefix), size: 1, at: block + (prefix - 1)) }
    return Pointer(block + prefix)
  }

  /// The head of a block, all values `NULL`: `_PyObject_InitInlineValues`.
  private func initializeValues(
    _ values: Pointer<PyDictValues>, capacity: Int, isEmbedded: Bool
  ) throws(PyError) {
    let fields = c.values.fields
    try fill(0, at: values.address, count: c.values.blockSize(capacity: capacity))
    try set(fields.capacity, of: values, to: capacity)
    try set(fields.embedded, of: values, to: isEmbedded ? 1 : 0)
    try set(fields.valid, of: values, to: isEmbedded ? 1 : 0)
  }

  /// The inline values of a new instance.
  func makeInlineValues(
    of object: Address, _ type: TypeObject, capacity: Int
  ) throws(PyError) {
    try initializeValues(
      Pointer(object + type.layout.tp_basicsize), capacity: capacity, isEmbedded: true)
  }

  /// `free_values`: a block of its own goes; one inside an instance stays.
  func freeValues(_ values: Pointer<PyDictValues>) throws(PyError) {
    if build.version < .v3_11 || build.version >= .v3_13 {
      return try isEmbedded(values) ? () : free(values.address, .mem)
    }
    let prefix = Int(try load(1, at: values + -1))
    try free(values + -prefix, .mem)
  }

  /// Gives up values that have moved to a table: `invalidate_and_clear_inline_values`, or free.
  func abandonValues(_ values: Pointer<PyDictValues>) throws(PyError) {
    guard try isEmbedded(values) else { return try freeValues(values) }
    let fields = c.values.fields
    let capacity = Int(try get(fields.capacity, of: values))
    try set(fields.valid, of: values, to: 0)
    try fill(0, at: valuesStart(values), count: capacity * pointerSize)
  }

  /// Whether values are part of an instance, which then owns what they refer to.
  func isEmbedded(_ values: Pointer<PyDictValues>) throws(PyError) -> Bool {
    build.version < .v3_13 ? false : try get(c.values.fields.embedded, of: values) != 0
  }

  /// The entries of a split dict in the order of insertion.
  func splitEntries(_ keys: Keys, _ values: Pointer<PyDictValues>) throws(PyError) -> [Entry] {
    var numbers = Array(0..<(try get(c.keys.fields.dk_nentries, of: keys.address)))
    if let count = countPlace(values) {
      numbers = []
      for index in 0..<Int(try load(1, at: count)) {
        numbers.append(Int(try load(1, at: try orderPlace(index, of: values))))
      }
    }
    var entries: [Entry] = []
    for number in numbers {
      let value = try value(number, of: values)
      guard value != .null else { continue }
      let key = try pointer(at: keys.entry(number) + keys.keyOffset)
      entries.append(Entry(key: key, value: value, hash: nil))
    }
    return entries
  }

  /// Sets a key of a split dict, if the dict stays split: the first half of `insertdict`.
  ///
  /// - Returns: whether that was done; if not, the dict has a table of its own now.
  func insertSplit(
    _ dict: Address, _ key: Address, _ hash: Int, _ value: Address, _ keys: Keys
  ) throws(PyError) -> Bool {
    let fields = c.dict.fields
    let values = try get(fields.ma_values, of: dict)
    guard values != .null else { return false }
    let used = try get(fields.ma_used, of: dict)
    var number = try find(key, hash: hash, in: keys)?.number
    let nentries = try get(c.keys.fields.dk_nentries, of: keys.address)
    if build.version < .v3_11 {
      // Up to 3.10 every dict had to insert in the table's order
      let isNew: Bool =
        if let number { try self.value(number, of: values) == .null } else { true }
      if isNew && used != number ?? nentries {
        try grow(dict, kind: .unicode)
        return false
      }
    }
    if number == nil {
      guard try get(c.keys.fields.dk_usable, of: keys.address) > 0 else {
        try grow(dict, kind: .unicode)
        return false
      }
      try incref(key)
      try append(key, hash: hash, value: .null, to: keys)
      number = nentries
    }
    guard let number else { return false }
    let old = try self.value(number, of: values)
    try setValue(number, of: values, to: value)
    if old == .null {
      try noteInsertion(number, in: values)
      try set(fields.ma_used, of: dict, to: used + 1)
    }
    try xdecref(old)
    try decref(key)
    return true
  }

  /// `_PyDictValues_AddToInsertionOrder`, from 3.11 on.
  func noteInsertion(_ number: Int, in values: Pointer<PyDictValues>) throws(PyError) {
    guard let place = countPlace(values) else { return }
    let count = Int(try load(1, at: place))
    try store(UInt64(number), size: 1, at: try orderPlace(count, of: values))
    try store(UInt64(count + 1), size: 1, at: place)
  }

  /// `delete_index_from_values`, from 3.11 on.
  func noteDeletion(_ number: Int, in values: Pointer<PyDictValues>) throws(PyError) {
    guard let place = countPlace(values) else { return }
    let count = Int(try load(1, at: place))
    var index = 0
    while index < count,
      try load(1, at: try orderPlace(index, of: values)) != UInt64(number)
    { index += 1 }
    while index < count - 1 {
      let next = try load(1, at: try orderPlace(index + 1, of: values))
      try store(next, size: 1, at: try orderPlace(index, of: values))
      index += 1
    }
    try store(UInt64(count - 1), size: 1, at: place)
  }

  /// Takes a key out of a split dict, which stays split from 3.11 on.
  func deleteSplit(
    _ dict: Address, _ key: Address, _ hash: Int, _ keys: Keys
  ) throws(PyError) -> Bool {
    let fields = c.dict.fields
    guard let number = try find(key, hash: hash, in: keys)?.number else { return false }
    let values = try get(fields.ma_values, of: dict)
    let old = try value(number, of: values)
    try setValue(number, of: values, to: .null)
    try noteDeletion(number, in: values)
    try set(fields.ma_used, of: dict, to: try get(fields.ma_used, of: dict) - 1)
    try xdecref(old)
    return true
  }
}
