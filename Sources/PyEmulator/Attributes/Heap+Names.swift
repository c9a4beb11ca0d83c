import PyLayout

/// Interned strings: the names of attributes, classes and slots.
extension Heap {
  /// A new reference to the interned string of a name: `PyUnicode_InternFromString`; in 2.7 a `str`,
  /// `PyString_InternFromString`.
  func internedName(_ name: String) throws(PyError) -> Address {
    let points = name.unicodeScalars.map(\.value)
    if let known = interned[points] {
      try incref(known)
      return known
    }
    let object = try makeText(name)
    try intern(object, points)
    return object
  }

  /// A new reference to a text that C code makes, a `str` on every build: `PyUnicode_FromString`,
  /// 2.7's `PyString_FromString`.
  func makeText(_ text: String) throws(PyError) -> Address {
    build.version < .v3_0
      ? try makeBytes(Array(text.utf8)) : try makeStr(text.unicodeScalars.map(\.value))
  }

  /// `PyUnicode_InternInPlace`; the two references of the table of interned strings do not count.
  func intern(_ object: Address, _ points: [UInt32]) throws(PyError) {
    if let known = interned[points] {
      if known == object { return }
      attributeCache.forget(known)
    }
    interned[points] = object
    if let sstate = c.bytes.fields.ob_sstate {
      // Who looks a name up asks for its hash
      _ = try hash(of: object)
      return try set(sstate, of: object, to: Self.internedMortal)
    }
    var state = try strState(of: object)
    // In 3.12 and in free-threaded builds every interned string lives for ever:
    // SSTATE_INTERNED_IMMORTAL
    let isImmortal = build.version.isSameSeries(as: .v3_12) || build.isFreeThreaded
    let isStatic = isImmortal && state.last
    state.interned = isStatic ? Self.internedStatic : isImmortal ? 2 : Self.internedMortal
    try setState(of: object, state)
    _ = try hash(of: object)
    if isImmortal && !isStatic { try makeImmortal(object, isStatic: false) }
  }

  /// A string that ends is no longer the interned one: `unicode_dealloc`.
  func forgetInterned(_ object: Address, _ type: TypeObject) throws(PyError) {
    if type === builtin.bytes, let sstate = c.bytes.fields.ob_sstate {
      guard try get(sstate, of: object) != 0 else { return }
      attributeCache.forget(object)
      interned[try bytesValue(of: object).map(UInt32.init)] = nil
    } else if type === builtin.str, build.version >= .v3_0 {
      guard try strState(of: object).interned != 0 else { return }
      attributeCache.forget(object)
      interned[try points(of: object)] = nil
    }
  }

  /// `SSTATE_INTERNED_IMMORTAL_STATIC`, 3.12 on
  static let internedStatic = 3

  /// `SSTATE_INTERNED_MORTAL`
  private static let internedMortal = 1
}
