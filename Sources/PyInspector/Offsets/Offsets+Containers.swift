internal import PyLayout

extension Offsets {
  /// `PyASCIIObject`, `PyCompactUnicodeObject`, `PyUnicodeObject`; 2.7's `PyUnicodeObject`.
  @usableFromInline struct OfStr: Sendable {
    @usableFromInline let length: Int
    @usableFromInline let state: Int
    @usableFromInline let wstr: Int?
    @usableFromInline let utf8_length: Int
    @usableFromInline let utf8: Int
    @usableFromInline let wstr_length: Int
    @usableFromInline let data: Int
    @usableFromInline let ascii: Int
    @usableFromInline let compact: Int
    @usableFromInline let size: Int
    @usableFromInline let kindShift: UInt64

    init(_ build: Build) {
      let layout = PyUnicodeObject.layout(on: build)
      let middle = layout._base
      let layout2 = PyUnicodeObject2.layout(on: build)
      let is2 = build.version < .v3_0
      length = (is2 ? layout2.length : middle._base.length).offset.rawValue
      state = middle._base.state.offset.rawValue
      wstr = middle._base.wstr?.offset.rawValue
      utf8_length = middle.utf8_length.offset.rawValue
      utf8 = middle.utf8.offset.rawValue
      wstr_length = middle.wstr_length?.offset.rawValue ?? 0
      data = (is2 ? layout2.str.offset : layout.data.offset).rawValue
      ascii = PyASCIIObject.layout(on: build).size
      compact = PyCompactUnicodeObject.layout(on: build).size
      size = is2 ? layout2.size : layout.size
      kindShift = PyASCIIObject.State.kindShift(on: build)
    }
  }

  /// `PyDictObject` and 2.7's.
  @usableFromInline struct OfDict: Sendable {
    @usableFromInline let ma_keys: Int
    @usableFromInline let ma_values: Int
    @usableFromInline let ma_mask: Int
    @usableFromInline let ma_table: Int
    @usableFromInline let ma_smalltable: Int
    @usableFromInline let entry: Int

    init(_ build: Build) {
      let layout = PyDictObject.layout(on: build)
      let layout2 = PyDictObject2.layout(on: build)
      ma_keys = layout.ma_keys.offset.rawValue
      ma_values = layout.ma_values.offset.rawValue
      ma_mask = layout2.ma_mask.offset.rawValue
      ma_table = layout2.ma_table.offset.rawValue
      ma_smalltable = layout2.ma_smalltable[0].me_hash.offset.rawValue
      entry = PyDictKeyEntry.layout(on: build).size
    }
  }

  /// `PyDictKeysObject`
  @usableFromInline struct OfKeys: Sendable {
    @usableFromInline let dk_refcnt: Int
    @usableFromInline let dk_size: Int?
    @usableFromInline let dk_log2_size: Int
    @usableFromInline let dk_log2_index_bytes: Int
    @usableFromInline let dk_kind: Int
    @usableFromInline let dk_usable: Int
    @usableFromInline let dk_nentries: Int
    /// Bytes of the head, of an entry, and of an entry with a `str` key.
    @usableFromInline let size: Int
    @usableFromInline let entry: Int
    @usableFromInline let unicodeEntry: Int

    init(_ build: Build) {
      let layout = PyDictKeysObject.layout(on: build)
      dk_refcnt = layout.dk_refcnt.offset.rawValue
      dk_size = layout.dk_size?.offset.rawValue
      dk_log2_size = layout.dk_log2_size?.offset.rawValue ?? 0
      dk_log2_index_bytes = layout.dk_log2_index_bytes?.offset.rawValue ?? 0
      dk_kind = layout.dk_kind?.offset.rawValue ?? 0
      dk_usable = layout.dk_usable.offset.rawValue
      dk_nentries = layout.dk_nentries.offset.rawValue
      size = layout.size
      entry = PyDictKeyEntry.layout(on: build).size
      unicodeEntry = PyDictUnicodeEntry.layout(on: build).size
    }

    /// Bytes of one index of a table without `dk_log2_index_bytes`.
    @usableFromInline func indexSize(_ slots: Int) -> Int { KeyTable.indexSize(slots) }

    /// How many entries a table of `slots` slots has.
    @usableFromInline func usableFraction(_ slots: Int) -> Int { KeyTable.usableFraction(slots) }
  }

  /// `PySetObject`
  @usableFromInline struct OfSet: Sendable {
    @usableFromInline let mask: Int
    @usableFromInline let table: Int
    @usableFromInline let smalltable: Int
    @usableFromInline let entry: Int

    init(_ build: Build) {
      let layout = PySetObject.layout(on: build)
      let first = layout.smalltable[0]
      mask = layout.mask.offset.rawValue
      table = layout.table.offset.rawValue
      smalltable = min(first.key.offset.rawValue, first.hash.offset.rawValue)
      entry = setentry.layout(on: build).size
    }
  }
}
