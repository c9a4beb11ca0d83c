import PyEmulator
import PyLayout
import PyMemory

extension Machine {
  /// What `sys.getsizeof` answers, from the object's bytes and its type's layout.
  func size(of object: Object) throws -> Int {
    let address = try object.address
    let type = try object.type.layout
    let build = heap.build
    func view<S: CStruct>(_ type: S.Type, at address: Address) throws -> View<S> {
      try View(type, on: build, at: address, in: heap.memory)
    }
    func derives(from name: String) -> Bool { type.lineage.contains(name) }
    let fixed = type.shallowSize()
    if derives(from: "list") {
      return try fixed + build.pointerSize * view(PyListObject.self, at: address)[\.allocated]
    }
    if derives(from: "tuple") {
      return try fixed + build.pointerSize * view(PyVarObject.self, at: address)[\.ob_size]
    }
    if derives(from: "set") {
      let slots = try view(PySetObject.self, at: address)[\.mask] + 1
      return fixed
        + (slots > PySetObject.minimumSlots ? slots * setentry.layout(on: build).size : 0)
    }
    if derives(from: "collections.deque") {
      // deque_sizeof, Modules/_collectionsmodule.c: from the first item's block on
      let deque = try view(dequeobject.self, at: address)
      let length = dequeobject.blockLength(on: build)
      let blocks = (deque[\.leftindex] + deque[\.len] + length - 1) / length
      return fixed + blocks * dequeobject.blockSize(on: build)
    }
    if derives(from: "collections.OrderedDict") {
      // odict_sizeof, Objects/odictobject.c
      let odict = try view(PyODictObject.self, at: address)
      let dict = try view(PyDictObject.self, at: address)
      let nodes = odict[\.od_first] == .null ? 0 : dict[\.ma_used]
      return try fixed + tableSize(ofDictAt: address)
        + (odict[\.od_fast_nodes_size] + 4 * nodes) * build.pointerSize
    }
    guard derives(from: "dict") else { return fixed }
    if build.version < Version(3, 0) {
      let slots = try view(PyDictObject2.self, at: address)[\.ma_mask] + 1
      let isOutside = slots > PyDictObject2.minimumSlots
      return fixed + (isOutside ? slots * PyDictKeyEntry.layout(on: build).size : 0)
    }
    return try fixed + tableSize(ofDictAt: address)
  }

  /// Bytes of a dict's keys that are its own, or of its values.
  private func tableSize(ofDictAt address: Address) throws -> Int {
    let build = heap.build
    let dict = try View(PyDictObject.self, on: build, at: address, in: heap.memory)
    let keys = try View(dict[\.ma_keys], on: build, in: heap.memory)
    let slots = keys[\.dk_size] ?? 1 << Int(keys[\.dk_log2_size] ?? 0)
    if dict[\.ma_values] != .null {
      let room =
        build.version < Version(3, 11)
        ? KeyTable.usableFraction(slots) : keys[\.dk_nentries] + keys[\.dk_usable]
      return room * build.pointerSize
    }
    if slots < KeyTable.minimumSlots { return 0 }
    // dk_kind and, up to 3.10, a lookup function that has entries of one size
    let isUnicode = keys[\.dk_kind].map { $0 != 0 } ?? false
    let entry =
      isUnicode
      ? PyDictUnicodeEntry.layout(on: build).size : PyDictKeyEntry.layout(on: build).size
    return keys.layout.size + slots * (slots <= 128 ? 1 : 2)
      + KeyTable.usableFraction(slots) * entry
  }
}

extension PyType {
  /// The names of the type and of its ancestors.
  fileprivate var lineage: Set<String> {
    bases.reduce(into: [tp_name]) { $0.formUnion($1.lineage) }
  }
}
