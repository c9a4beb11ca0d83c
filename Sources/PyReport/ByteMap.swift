public import PyInspector
public import PyLayout

/// One block of an object, every byte of it: what `pysize layout` shows and pictures are drawn from.
public struct ByteMap: Hashable, Sendable {
  /// What bytes are there for.
  public enum Purpose: String, CaseIterable, Hashable, Sendable {
    /// What the user stores: values, and references to them.
    case data
    /// What every object of its kind starts with: pre-header, GC head, `PyObject_HEAD`, `ob_size`.
    case header
    /// What CPython needs to find and order the data.
    case bookkeeping
    /// Fields of C that are not described: no layout names them, and they are no holes.
    case undescribed
    /// Room that nothing fills yet.
    case spare
    /// What alignment leaves between fields, and behind the last.
    case hole
    /// What the allocator gives beyond what was asked.
    case rounding
  }

  /// A run of bytes.
  public struct Row: Hashable, Sendable {
    /// Bytes from the block's offset 0, negative before it.
    public let offset: Offset
    /// How many bytes.
    public let size: Int
    /// The C field's name, the slot's, or what the bytes are.
    public let name: String
    /// The type as C writes it; `nil` for what has none.
    public let cType: String?
    /// What stands there, in words; `nil` where that is no more than a number, or there is no object.
    public let value: String?
    /// What the bytes are there for.
    public let purpose: Purpose
    /// The other part that it points to, where that is one of the object's.
    public let target: String?
    /// For how many rows it stands: more than one in the middle of a long run.
    public let count: Int
    /// Bytes of each purpose, where the rows that it stands for are there for several.
    public let purposes: [Purpose: Int]

    init(
      offset: Offset, size: Int, name: String, cType: String?, value: String?, purpose: Purpose,
      target: String? = nil, count: Int = 1, purposes: [Purpose: Int]? = nil
    ) {
      self.offset = offset
      self.size = size
      self.name = name
      self.cType = cType
      self.value = value
      self.purpose = purpose
      self.target = target
      self.count = count
      self.purposes = purposes ?? [purpose: size]
    }
  }

  /// Where fields are that the type of an object does not tell.
  public struct KnownFields: Hashable, Sendable {
    let block: BlockLayout
    let areUsers: Bool

    /// - Parameter areUsers: whether they hold what the user stores, or what CPython needs as well.
    public init(_ block: BlockLayout, areUsers: Bool) {
      self.block = block
      self.areUsers = areUsers
    }
  }

  /// What the block is of the object: `instance`, `items`, `__dict__ key table` …
  public let part: String
  /// The rows in memory order, without gaps.
  public let rows: [Row]
  /// What the allocator gives for it, in bytes; `nil` for a block that is not from the allocator.
  public let allocated: Int?
  /// Bytes asked from the allocator.
  public let size: Int
  /// Whether more may have been asked for: memory does not tell.
  public let isAtLeast: Bool
  /// How many blocks of one size it stands for: more than one in the middle of a long chain.
  public let count: Int
  private let sums: [Purpose: Int]

  /// Bytes that it gives beyond that.
  public var rounding: Int { max(0, (allocated ?? size) - size) }

  /// Bytes of one purpose.
  public func size(of purpose: Purpose) -> Int {
    purpose == .rounding ? rounding : sums[purpose] ?? 0
  }

  private init(
    part: String, rows: [Row], allocated: Int?, isAtLeast: Bool = false, count: Int = 1
  ) {
    self.count = count
    self.part = part
    self.rows = rows
    self.allocated = allocated?.inMemory
    self.isAtLeast = isAtLeast
    size = rows.reduce(0) { $0.adding($1.size.inMemory) }.inMemory
    sums = rows.reduce(into: [:]) { sums, row in
      sums.merge(row.purposes) { $0.adding($1).inMemory }
    }
  }
}

extension ByteMap {
  /// A block that an inspector has read.
  ///
  /// - Parameters:
  ///   - owner: what stands before the part's name: `__dict__ `.
  ///   - allocated: what the allocator gives for it, in bytes.
  ///   - known: where its fields are, for those that a type written in C does not show.
  ///   - isUsers: whether it is of a user's class, whose slots are data whatever their names.
  ///   - partAt: which part of the object an address is in.
  public init(
    _ block: Block, of owner: String = "", allocated: Int?, known: KnownFields? = nil,
    isUsers: Bool = false, part partAt: (Address) -> String?
  ) {
    let part = owner + block.part
    let isInstance = block.part == "instance"
    let rows = block.fields.flatMap { field -> [Row] in
      if field.role == .opaque, let known, let rows = Self.rows(known, in: field) { return rows }
      let purposes = field.elided?.shares.reduce(into: [Purpose: Int]()) { sums, share in
        sums[Purpose(of: share.name, share.role, isInstance: isInstance), default: 0] += share.size
      }
      return [
        Row(
          offset: field.offset, size: field.size, name: field.name, cType: field.cType,
          value: field.meaning ?? field.number,
          purpose: isInstance && field.offset < 0
            ? .header
            : isUsers && field.isSlot
              ? .data : Purpose(of: field.name, field.role, isInstance: isInstance),
          target: field.pointer.flatMap(partAt).flatMap { $0 == part ? nil : $0 },
          count: field.elided?.count ?? 1, purposes: purposes)
      ]
    }
    self.init(
      part: part, rows: rows, allocated: allocated, isAtLeast: block.isAtLeast,
      count: block.count)
  }

  /// The fields that fill a run of bytes whose own type does not tell them; `nil` where they do not.
  private static func rows(_ known: KnownFields, in field: Block.Field) -> [Row]? {
    let end = field.offset + field.size
    let rows = known.block.rows.filter { $0.offset >= field.offset && $0.offset + $0.size <= end }
    guard rows.reduce(0, { $0 + $1.size }) == field.size else { return nil }
    return rows.map { row in
      let first = row.offset.rawValue - field.offset.rawValue
      let number = field.bytes[first..<first + min(row.size, 8)].reversed()
        .reduce(0) { $0 << 8 | UInt64($1) }
      let role = row.cType.map { Role(ofField: row.name, $0, number) }
      return Row(
        offset: row.offset, size: row.size, name: row.name,
        cType: role?.cType(of: row.name) ?? row.cType,
        value: role?.value(number, row.size, as: row.cType ?? ""),
        purpose: role.map {
          known.areUsers ? .data : Purpose(of: row.name, $0, isInstance: true)
        } ?? (row.isUndescribed ? .undescribed : .hole))
    }
  }

  /// A block of which no object is there.
  public init(
    _ layout: BlockLayout, on build: Build, allocated: Int, part: String = "instance"
  ) {
    let rows = layout.rows.map { row in
      let role = row.cType.map { Role(ofField: row.name, $0) }
      let isHead = row.offset < 0 || row.name == "PyObject_HEAD"
      return Row(
        offset: row.offset, size: row.size, name: row.name,
        cType: role?.cType(of: row.name) ?? row.cType, value: nil,
        purpose: isHead
          ? .header
          : role.map { Purpose(of: row.name, $0, isInstance: true) }
            ?? (row.isUndescribed ? .undescribed : .hole))
    }
    self.init(part: part, rows: rows, allocated: allocated)
  }
}

extension Role {
  /// The number, or that there is no address; `nil` for an address.
  fileprivate func value(_ number: UInt64, _ size: Int, as cType: String) -> String? {
    switch self {
    case .value, .refcount: CNumber.text(number, size: size, as: cType)
    default: number == 0 ? "NULL" : nil
    }
  }
}

extension ByteMap.Purpose {
  /// What a field of an object's own block, or of another, is there for.
  fileprivate init(of name: String, _ role: Role, isInstance: Bool) {
    self = Self.purpose(name, role, isInstance: isInstance)
  }

  private static func purpose(_ name: String, _ role: Role, isInstance: Bool) -> Self {
    switch role {
    case .unused: return name == "hole" || name == "padding" ? .hole : .spare
    case .refcount where name != "dk_refcnt", .type, .gcLink: return .header
    case _ where isInstance && heads.contains(name): return .header
    case .opaque: return .undescribed
    case .part, .borrowed, .code, .identity, .refcount: return .bookkeeping
    case .reference, .foreign, .value: return isBookkeeping(name) ? .bookkeeping : .data
    }
  }

  /// The rest of `PyObject_HEAD` and of `PyObject_VAR_HEAD`.
  private static let heads: Set = [
    "ob_tid", "ob_mutex", "ob_gc_bits", "ob_flags", "ob_overflow", "ob_size", "ob_size_and_sign",
  ]

  /// Whether a field is CPython's own: lengths, hashes, states.
  private static func isBookkeeping(_ name: String) -> Bool {
    bookkeepingNames.contains(name) || name.hasSuffix("me_hash") || name.hasSuffix(".hash")
      || name.hasPrefix("dk_") && !name.hasPrefix("dk_entries")
      || name.hasPrefix("insertion order")
      || name.hasPrefix("dimensions") || name.hasPrefix("strides")
      || name.contains("_exc_state.") || name.hasSuffix("_hooks_inited")
      || name.hasSuffix("_closed") || name.hasSuffix("_running_async")
      || name.hasSuffix("_frame_state") || name.hasSuffix("_origin_or_finalizer")
  }

  private static let bookkeepingNames: Set = [
    "allocated", "ob_alloc", "ob_exports", "length", "hash", "state", "utf8_length", "wstr_length",
    "utf8", "wstr", "lv_tag", "long_value.lv_tag", "ob_shash", "ob_hash", "ob_sstate", "ma_used",
    "ma_fill", "ma_mask",
    "fill", "used", "mask", "finger", "capacity", "size", "prefix size", "embedded", "valid",
    "closing zero", "nd", "flags", "b_needsfree", "b_size", "b_length", "b_index", "slots",
    "__dict__", "__weakref__", "ns_dict", "interned", "defenc", "b_objects", "b_base", "base",
    "descr",
    "mem_handler", "ob_descr", "ob_weakreflist", "func_version", "hashcode", "hastzinfo",
    // deque
    "leftlink", "rightlink", "links", "numfreeblocks",
    // OrderedDict, Decimal, streams
    "od_resize_sentinel", "od_state", "od_last", "od_fast_nodes", "od_fast_nodes_size", "next",
    "prev", "dec.flags",
    "dec.len", "dec.alloc", "dec.data", "buf_size", "string_size", "pos",
    "leftblock", "rightblock", "leftindex", "rightindex", "maxlen", "numfreeblocks", "freeblocks",
    // _PyInterpreterFrame, and what holds one
    "previous", "prev_instr", "instr_ptr", "stacktop", "stackpointer", "tlbc_index", "is_entry",
    "return_offset", "owner", "visited", "frame_obj",
    // NumPy's
    "reserved_null", "base.reserved", "_former_flags", "alignment", "typeobj", "nested_child",
  ]
}

extension Block.Field {
  /// Whether it is a slot of a class: a reference that CPython does not need for itself.
  fileprivate var isSlot: Bool {
    guard case .reference = role else { return false }
    return !["__dict__", "__weakref__"].contains(name)
  }

  /// The value of a small number field, as a number.
  fileprivate var number: String? {
    switch role {
    case .value, .refcount: cType.flatMap { CNumber.text(bits, size: size, as: $0) }
    default: nil
    }
  }

  /// Where it points, if it may be to a part.
  fileprivate var pointer: Address? {
    switch role {
    case .part(let target), .reference(let target): target
    default: nil
    }
  }
}
