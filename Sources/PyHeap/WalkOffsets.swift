internal import PyLayout

/// Where the walk finds what it follows, on one build: offsets in bytes.
struct WalkOffsets {
  let pointer: UInt64
  let is2: Bool
  /// `ob_gc_bits` and `ob_ref_shared`, in free-threaded builds.
  let freeThreaded: (ob_gc_bits: UInt64, ob_ref_shared: UInt64)?
  /// In free-threaded builds `ob_ref_local`.
  let ob_refcnt: UInt64
  let ob_type: UInt64
  let ob_size: UInt64
  let tuple: UInt64
  let list: UInt64
  let listAllocated: UInt64
  let ma_used: UInt64
  let set_used: UInt64
  let ma_keys: UInt64
  let ma_values: UInt64
  let dk_size: UInt64?
  let dk_log2_size: UInt64
  let dk_log2_index_bytes: UInt64
  let dk_kind: UInt64
  let dk_nentries: UInt64
  let dk_usable: UInt64
  let dk_refcnt: UInt64
  let keysHead: UInt64
  let entry: UInt64
  let unicodeEntry: UInt64
  /// From an entry's start to its key; the value follows.
  let key: UInt64
  let unicodeKey: UInt64
  let ma_mask: UInt64
  let ma_table: UInt64
  let ma_smalltable: UInt64
  let set_mask: UInt64
  let set_table: UInt64
  let smalltable: UInt64
  let setKey: UInt64
  let setEntry: UInt64
  let gcHead: UInt64
  /// From the start of the collector's head to what says whether an object is in no list, and what that says there:
  /// `_PyGC_REFS_UNTRACKED`, up to 3.7, 0 later.
  let gcState: UInt64
  let untracked: [UInt64]
  let strState: UInt64
  let strLength: UInt64
  let strKindShift: UInt64
  let strUTF8: UInt64
  let strWide: UInt64?
  let strData: UInt64
  let unicodeStr: UInt64
  /// `nil` before 3.13, where values do not say it.
  let valuesCapacity: UInt64?
  let valuesArray: UInt64
  let valuesValid: UInt64
  let valuesEmbedded: UInt64
  /// Bytes of a `PyHeapTypeObject`.
  let heapType: Int
  let ht_cached_keys: UInt64?
  let ht_qualname: UInt64?
  let tp_flags: UInt64
  let tp_dict: UInt64
  let tp_mro: UInt64
  let tp_doc: UInt64
  let ob_sval: UInt64
  /// Whether a `time` or a `datetime` has a `tzinfo`.
  let hastzinfo: UInt64
  /// Where a class, a `PyHeapTypeObject`, refers to objects, and where it has other pointers.
  let classReferences: [UInt64]
  let classGuesses: [UInt64]
  /// An old-style instance's class and attributes, and the class's namespace and name; 2.7.
  let in_class: UInt64
  let in_dict: UInt64
  let cl_dict: UInt64
  let cl_name: UInt64

  init(_ build: Build) {
    let head = PyVarObject.layout(on: build)
    let keys = PyDictKeysObject.layout(on: build)
    let dict = PyDictObject.layout(on: build)
    let dict2 = PyDictObject2.layout(on: build)
    let entry = PyDictKeyEntry.layout(on: build)
    let unicode = PyDictUnicodeEntry.layout(on: build)
    let set = PySetObject.layout(on: build)
    let item = setentry.layout(on: build)
    let str = PyUnicodeObject.layout(on: build)
    let values = PyDictValues.layout(on: build)
    pointer = UInt64(build.pointerSize)
    is2 = build.version < .v3_0
    if let bits = head.ob_base.ob_gc_bits, let shared = head.ob_base.ob_ref_shared {
      freeThreaded = (bits.place, shared.place)
    } else {
      freeThreaded = nil
    }
    ob_refcnt =
      (head.ob_base.ob_refcnt?.offset.rawValue ?? head.ob_base.ob_ref_local?.offset.rawValue)
      .map { UInt64($0) } ?? 0
    ob_type = head.ob_base.ob_type.place
    ob_size = head.ob_size.place
    tuple = UInt64(PyTupleObject.layout(on: build).ob_item.offset.rawValue)
    list = PyListObject.layout(on: build).ob_item.place
    listAllocated = PyListObject.layout(on: build).allocated.place
    ma_used = is2 ? dict2.ma_used.place : dict.ma_used.place
    set_used = set.used.place
    ma_keys = dict.ma_keys.place
    ma_values = dict.ma_values.place
    dk_size = keys.dk_size?.place
    dk_log2_size = keys.dk_log2_size?.place ?? 0
    dk_log2_index_bytes = keys.dk_log2_index_bytes?.place ?? 0
    dk_kind = keys.dk_kind?.place ?? 0
    dk_nentries = keys.dk_nentries.place
    dk_usable = keys.dk_usable.place
    dk_refcnt = keys.dk_refcnt.place
    keysHead = UInt64(keys.size)
    self.entry = UInt64(entry.size)
    unicodeEntry = UInt64(unicode.size)
    key = entry.me_key.place
    unicodeKey = unicode.me_key.place
    ma_mask = dict2.ma_mask.place
    ma_table = dict2.ma_table.place
    ma_smalltable = dict2.ma_smalltable[0].me_hash.place
    set_mask = set.mask.place
    set_table = set.table.place
    smalltable = UInt64(min(set.smalltable[0].key.place, set.smalltable[0].hash.place))
    setKey = item.key.place
    setEntry = UInt64(item.size)
    gcHead = UInt64(build.gcHeadSize)
    let collector = PyGC_Head.layout(on: build)
    gcState = UInt64((collector.gc_refs?.offset ?? collector.gc_next.offset).rawValue)
    // From 3.4 on shifted by a bit that says whether it is finalized
    let unset = UInt64.max >> UInt64(64 - 8 * build.pointerSize)
    untracked =
      collector.gc_refs == nil ? [0] : is2 ? [unset - 1] : [unset - 3, unset - 2]
    strState = str._base._base.state.place
    strLength = str._base._base.length.place
    strKindShift = PyASCIIObject.State.kindShift(on: build)
    strUTF8 = str._base.utf8.place
    strWide = str._base._base.wstr?.place
    strData = UInt64(str.data.offset.rawValue)
    unicodeStr = PyUnicodeObject2.layout(on: build).str.place
    valuesCapacity = build.version < .v3_13 ? nil : values.capacity.place
    valuesArray = UInt64(values.values.offset.rawValue)
    valuesValid = values.valid.place
    valuesEmbedded = values.embedded.place
    let cls = PyHeapTypeObject.layout(on: build)
    heapType = cls.size
    ht_cached_keys = cls.ht_cached_keys?.place
    ht_qualname = cls.ht_qualname?.place
    func places(_ roles: [FieldRole]) -> [UInt64] {
      cls.rows.filter { roles.contains($0.role) }.map { UInt64($0.offset.rawValue) }
    }
    classReferences = places([.type, .reference, .unvisited, .foreign])
    classGuesses = places([.part, .borrowed])
    let instance = PyInstanceObject.layout(on: build)
    let oldStyle = PyClassObject.layout(on: build)
    (in_class, in_dict) = (instance.in_class.place, instance.in_dict.place)
    (cl_dict, cl_name) = (oldStyle.cl_dict.place, oldStyle.cl_name.place)
    tp_flags = PyTypeObject.layout(on: build).tp_flags.place
    tp_dict = PyTypeObject.layout(on: build).tp_dict.place
    tp_mro = PyTypeObject.layout(on: build).tp_mro.place
    tp_doc = PyTypeObject.layout(on: build).tp_doc.place
    hastzinfo = PyDateTime_Time.layout(on: build).hastzinfo.place
    ob_sval = UInt64(PyBytesObject.layout(on: build).ob_sval.offset.rawValue)
  }
}
