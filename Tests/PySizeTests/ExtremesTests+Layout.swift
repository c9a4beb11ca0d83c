import PySize
import Testing

extension ExtremesTests {
  /// A struct that is placed with the values it is given.
  private struct Placed: CStruct {
    static var cName: String { "struct placed" }
    init(_ c: inout CLayout) {
      for number in ExtremesTests.ints {
        let _: Field<UInt8> = c.field("a", .spare, role: .identity, as: UInt8.self)
        let _: Field<Ref>? = c.field("b", if: number > 0)
        let _: ArrayField<Ref> = c.array("c", count: number)
        let _: PyObject = c.embed("d")
        c.pad(number)
        c.align(to: number)
      }
    }
  }

  static let layout: [Case] = [
    Case("AllocatorDomain", "allocatedSize(of:in:debugHooks:)") { build in
      each(ints) { size in
        for domain in AllocatorDomain.allCases {
          _ = build.allocatedSize(of: size, in: domain)
          _ = build.allocatedSize(of: size, in: domain, debugHooks: true)
        }
      }
    },
    Case("GlibcMalloc", "chunkSize(of:)", "paddedSize(of:)", "mappedSize(of:pageSize:)") { build in
      let malloc = GlibcMalloc(on: build)
      pairs { a, b in
        _ = (
          malloc.chunkSize(of: a), malloc.paddedSize(of: a), malloc.mappedSize(of: a, pageSize: b)
        )
      }
    },
    Case(
      "Mimalloc", "blockSize(of:)", "goodSize(of:)", "pageSize(ofBlocks:)", "pageStart(ofBlocks:)",
      "extendCount(ofBlocks:)"
    ) { build in
      let sizes = Mimalloc(on: build)
      each(ints) {
        _ = (sizes.blockSize(of: $0), Mimalloc.goodSize(of: $0), sizes.pageSize(ofBlocks: $0))
        _ = (sizes.pageStart(ofBlocks: $0), sizes.extendCount(ofBlocks: $0))
      }
    },
    Case(
      "Pymalloc", "sizeClass(of:)", "blockSize(ofClass:)", "blockSize(of:)",
      "blocksPerPool(ofClass:)"
    ) { build in
      let sizes = Pymalloc(on: build)
      each(ints) {
        _ = (sizes.sizeClass(of: $0), sizes.blockSize(ofClass: $0), sizes.blockSize(of: $0))
        _ = sizes.blocksPerPool(ofClass: $0)
      }
    },
    Case("Request", "init(_:_:)", "allocatedSize(of:)") { build in
      let requests = ints.map { Request($0, .mem) }
      _ = build.allocatedSize(of: requests + requests)
    },
    Case(
      "PyASCIIObject+State", "bits(kindShift:)", "init(_:kindShift:)",
      "init(interned:kind:isCompact:isASCII:last:)"
    ) { build in
      pairs { a, b in
        let shift = UInt64(truncatingIfNeeded: b)
        let state = PyASCIIObject.State(
          interned: a, kind: b, isCompact: true, isASCII: false, last: true)
        _ = PyASCIIObject.State(state.bits(kindShift: shift), kindShift: shift)
      }
      // What is written is what is read
      let shift = PyASCIIObject.State.kindShift(on: build)
      for bits: UInt64 in 0..<(64 << shift) {
        #expect(PyASCIIObject.State(bits, kindShift: shift).bits(kindShift: shift) == bits)
      }
    },
    Case("Build+Parsing", "init(parsing:)") { _ in
      each(texts + ["3.99999999999999999999", "3.13@-1", "3.13@99999999999999999999", "3.13t@32"]) {
        _ = try Build(parsing: $0)
      }
    },
    Case(
      "Build",
      "init(_:pointerSize:isFreeThreaded:isDebug:tracesReferences:alignsToTwoPointers:)"
    ) { build in
      pairs { _ = try Build(Version($0, $1), pointerSize: $0) }
      each(ints) { _ = try Build(build.version, pointerSize: $0) }
    },
    Case("Version", "init(_:_:_:)", "init(_:)", "init(package:)") { _ in
      pairs { _ = Version($0, $1, $0).description }
      each(texts) { _ = (Version($0), Version(package: $0)) }
    },
    Case("Address", "init(rawValue:)", "+(address:offset:)") { _ in
      for address in addresses {
        each(ints) { _ = address + Offset(rawValue: $0) < address }
      }
    },
    Case("Pointers", "init(_:)", "value(of:on:)") { build in
      for address in addresses {
        _ = Pointer<Ref>.value(of: address.rawValue, on: build) == Pointer(address)
        _ = Ref.value(of: address.rawValue, on: build) < address
      }
      _ = Pointer<Ref>.size(on: build)
    },
    Case("CType", "value(of:on:)") { build in
      each(addresses.map(\.rawValue)) {
        _ = (UInt8.value(of: $0, on: build), Int8.value(of: $0, on: build))
        _ = (UInt32.value(of: $0, on: build), Int32.value(of: $0, on: build))
      }
    },
    Case(
      "CLayout", "field(_:_:role:as:)", "field(_:_:role:if:)", "array(_:_:role:count:)",
      "embed(_:as:)",
      "pad(_:)", "align(to:)"
    ) { _ = Placed.layout(on: $0).size },
    Case("Offset", "init(rawValue:)", "init(integerLiteral:)", "+(offset:bytes:)") { _ in
      pairs { _ = Offset(rawValue: $0) + $1 < Offset(integerLiteral: $0) }
    },
    Case("CythonClass", "cythonClass(ints:on:)") { _ = PyType.cythonClass(ints: texts, on: $0) },
    Case("PyDataStruct", "dataobject(_:on:)") {
      _ = PyType.dataobject(texts, on: $0).shallowSize()
    },
    Case("PyArrayObject_fields", "ndarrayDimensionsSize(_:on:)") { build in
      each(ints) { _ = PyType.ndarrayDimensionsSize($0, on: build) }
    },
    Case("PyDictValues", "blockSize(capacity:)") { build in
      each(ints) { _ = PyDictValues.layout(on: build).blockSize(capacity: $0) }
    },
    Case("PyLongObject", "value(of:on:)") { build in
      each(addresses.map(\.rawValue)) { _ = Digit.value(of: $0, on: build) }
    },
    Case("PyObject", "value(of:on:)") { build in
      each(addresses.map(\.rawValue)) { _ = Refcount.value(of: $0, on: build) }
    },
    Case("arrayobject", "itemSize(_:on:)") { build in
      for character in "biq\0\u{1F600}" { _ = arrayobject.itemSize(character, on: build) }
    },
    Case("BlockLayout", "block(items:attributes:capacity:room:)") { build in
      let type = PyType.tuple(on: build)
      let plain = try PyType(class: "C", bases: [.object(on: build)])
      pairs { a, b in
        _ = type.block(items: [("a", a), ("b", b)], attributes: texts, capacity: a, room: b).size
        _ = plain.block(attributes: ["x"], capacity: a, room: b).size
      }
    },
    Case("PyType+New", "init(class:bases:slots:)") { build in
      each(texts) { _ = try PyType(class: $0, bases: [.object(on: build)], slots: texts) }
      _ = try PyType(class: "C", bases: [], slots: (0..<2000).map { "s\($0)" })
    },
    Case("PyType+Python", "plainClass(_:on:)") { build in
      each(texts) { _ = PyType.plainClass($0, on: build) }
    },
    Case(
      "PyType", "init(rawValue:)", "shallowSize(items:)",
      "init(_:_:tp_basicsize:tp_itemsize:tp_dictoffset:tp_weaklistoffset:flags:)"
    ) { build in
      pairs { a, b in
        let type = PyType(
          "t", PyTupleObject.layout(on: build), tp_basicsize: a, tp_itemsize: b, tp_dictoffset: a,
          tp_weaklistoffset: b, flags: .init(rawValue: UInt(bitPattern: a)))
        for items in ints { _ = type.shallowSize(items: items) }
        _ = type.block().size
      }
    },
  ]

  static let containers: [Case] = [
    Case(
      "CachedKeys", "init(of:staticAttributes:)", "makeInstance(setting:)",
      "instances(setting:)"
    ) { build in
      let type = try PyType(class: "C", bases: [.object(on: build)])
      var keys = CachedKeys(of: type, staticAttributes: texts + texts)
      for _ in 0..<40 { _ = keys.makeInstance(setting: texts + texts) }
      _ = keys.instances(setting: texts + texts)
    },
    Case("AllocatorDomain", "allocatedSizes(of:in:)") { build in
      for domain in AllocatorDomain.allCases {
        each(ints) { _ = build.allocatedSizes(of: $0, in: domain) }
      }
    },
    Case("GlibcMalloc", "chunkSizes(of:)") { build in
      each(ints) { _ = GlibcMalloc(on: build).chunkSizes(of: $0) }
    },
    Case("Request", "allocatedSizes(of:)") { build in
      pairs { a, b in
        _ = build.allocatedSizes(of: [Request(a, .mem), Request(b, .raw), Request(a, .object)])
      }
    },
    Case("CNumber", "text(_:size:as:)") { _ in
      for size in ints {
        for type in texts + ["double", "npy_half", "float", "int", "Py_ssize_t", "char *"] {
          _ = CNumber.text(.max, size: size, as: type)
        }
      }
    },
    Case("PyValue+Hashable", "hash(into:)") { _ in
      for value in [PyValue.list([]), .tuple([.list([]), .tuple([])])] {
        var hasher = Hasher()
        value.hash(into: &hasher)
      }
    },
    Case("DictState", "init(_:inserting:)", "init(_:display:kind:)") { build in
      each(ints) { _ = DictState(build, inserting: $0).shallowSize }
      _ = DictState(build, display: ints + ints).requests
    },
    Case("KeyTable", "usableFraction(_:)") { _ in each(ints) { _ = KeyTable.usableFraction($0) } },
    Case("ListState", "allocated(for:from:on:)", "allocated(display:isConstant:on:)") { build in
      pairs { _ = ListState.allocated(for: $0, from: $1, on: build) }
      each(ints) {
        _ = ListState.allocated(display: $0, isConstant: true, on: build)
        _ = ListState.allocated(display: $0, isConstant: false, on: build)
      }
    },
    Case("SetState", "init(_:adding:)", "init(_:display:distinct:isConstant:)") { build in
      pairs { a, b in
        _ = SetState(build, adding: a).shallowSize
        _ = SetState(build, display: a, distinct: b, isConstant: true).requests
        _ = SetState(build, display: a, distinct: b, isConstant: false).requests
      }
    },
    Case(
      "StandardObject",
      "init(codeSize:nlocals:cellvars:argumentCells:freevars:stacksize:)"
    ) { build in
      pairs { a, b in
        let shape = CodeShape(
          codeSize: a, nlocals: b, cellvars: a, argumentCells: b, freevars: a, stacksize: b)
        let objects: [StandardObject] = [
          .deque(a), .array(typecode: "q", a), .orderedDict(a), .defaultdict(a), .counter(a),
          .decimal(digits: a), .structure(codes: a), .bytesIO(a), .buffered(a), .product(a),
          .combinations(a), .permutations(items: a, b), .code(shape), .frame(shape),
          .generator(shape),
        ]
        for object in objects { _ = object.shallowSize(on: build) }
      }
    },
  ]
}
