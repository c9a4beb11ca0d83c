extension PyType {
  /// The base whose instances a class with these bases extends: `best_base`, Objects/typeobject.c
  ///
  /// - Returns: its index.
  /// - Throws: ``TypeError`` when two bases have layouts that exclude one another.
  static func bestBase(of bases: [PyType]) throws(TypeError) -> Int {
    guard var winner = bases.first?.solidBase else { throw TypeError("a class has a base") }
    var best = 0
    for (index, candidate) in bases.enumerated().dropFirst() {
      let solid = candidate.solidBase
      if winner.isSubtype(of: solid) { continue }
      guard solid.isSubtype(of: winner) else {
        throw TypeError("multiple bases have instance lay-out conflict")
      }
      winner = solid
      best = index
    }
    return best
  }

  /// The nearest ancestor, itself included, that adds to its base's fields: `solid_base`.
  var solidBase: PyType {
    guard let base else { return self }
    let solid = base.solidBase
    return hasExtraFields(over: solid) ? self : solid
  }

  /// `shape_differs` (up to 3.11 `extra_ivars`, which forgives a dict and a weakref list).
  private func hasExtraFields(over base: PyType) -> Bool {
    if tp_itemsize != base.tp_itemsize { return true }
    var size = tp_basicsize
    if build.version < .v3_12, tp_itemsize == 0, flags.contains(.heapType) {
      func forgive(_ offset: Int, _ baseOffset: Int) {
        if offset > 0 && baseOffset == 0 && offset + build.pointerSize == size {
          size -= build.pointerSize
        }
      }
      forgive(tp_weaklistoffset, base.tp_weaklistoffset)
      if !flags.contains(.managedDict) { forgive(tp_dictoffset, base.tp_dictoffset) }
      if build.version >= .v3_11 { forgive(tp_weaklistoffset, base.tp_weaklistoffset) }
    }
    return size != base.tp_basicsize
  }

  /// Whether `other` is this type or an ancestor: `PyType_IsSubtype`.
  private func isSubtype(of other: PyType) -> Bool {
    isSame(as: other) || bases.contains { $0.isSubtype(of: other) }
  }

  /// Whether a builtin type of this name is this type or an ancestor.
  package func derives(from name: String) -> Bool {
    tp_name == name || bases.contains { $0.derives(from: name) }
  }
}
