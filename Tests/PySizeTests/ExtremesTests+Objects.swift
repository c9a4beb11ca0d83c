import PySize

extension ExtremesTests {
  /// An object of each kind that the heap makes.
  private static func objects(in heap: Heap) throws -> [Object] {
    let one = try heap.make(1)
    var objects = try [
      "None", "True", "5", "-36893488147419103232", "1.5", "2j", "u'a\u{e9}'", "b'ab'", "(1, 2)",
      "[1, 2]", "{1: 2}", "{1, 2}",
    ].map { try heap.make(try PyValue(literal: $0, on: heap.build)) }
    objects += try [
      heap.makeBytearray(of: [1, 2]), heap.makeFrozenset(of: [one]), heap.makeRange(0, 3),
      heap.makeSlice(1, nil), heap.makeArray(ofInts: [1]), heap.makeClass("C")(),
      heap.makeClass("S", slots: ["x"])(), heap.makeMutabletuple(of: [one]),
      heap.makeDataobjectClass("D", fields: ["x"])(), heap.makeCythonClass("Y", ints: ["x"])(),
      heap.makeStructClass("M", fields: ["x"])(), heap.makeCtypesClass("T", ints: ["x"])(),
      heap.makeStructuredArray(rows: 2, fields: ["x"]),
      heap.makeStructuredArray(rows: 2, fields: ["x"]).item(0),
      heap.builtinClass("object")(), heap.builtinClass("Exception")(),
      heap.make(heap.builtinClass("int")), heap.make(heap.makeClass("K")),
    ]
    objects.append(try heap.makeDeque(of: [one], maxlen: 3))
    objects.append(try heap.makeDeque(of: Array(repeating: one, count: 100)))
    if heap.build.version >= Version(3, 0) {
      objects.append(try heap.makeNamespace())
      objects.append(try heap.makeOrderedDict(of: [(one, one), (objects[0], one)]))
    }
    objects.append(try heap.makeWeakref(to: objects[12 + 5]))
    let function = try heap.makeBuiltinFunction("f") { $0.first ?? one }
    objects.append(function)
    var code = PyCode("f", parameters: ["a"])
    code.code = [100, 0, 83, 0]
    objects += [
      try heap.makeCell(one), try heap.makeCell(), try heap.makeCode(code),
      try heap.makeFunction(code, defaults: [1]) { $0[0] }, try heap.makeFunction(code),
      try heap.globals,
    ]
    let frame = try heap.makeFrame(of: objects[objects.count - 2], locals: [one])
    objects += [frame, try heap.makeTraceback(of: frame)]
    objects.append(try heap.makeWeakref(to: objects[12 + 5], callback: function))
    return objects
  }

  static let objects: [Case] = [
    Case(
      "Heap+Watching", "watching(_:while:)", "events(of:)"
    ) { build in
      let heap = try Heap(build)
      for object in try objects(in: heap) {
        each(texts) { text in
          try heap.watching({ _ in }) { () throws(PyError) in
            try object.set(text, to: object)
          }
        }
        each(ints) { number in
          _ = try heap.events { () throws(PyError) in _ = try object.item(number) }
        }
      }
    },
    Case(
      "HeapSnapshot", "references(of:)", "referrers(of:)"
    ) { build in
      let heap = try Heap(build)
      let other = try Heap(build).make(1.5)
      for object in try objects(in: heap) + [other] {
        each([object]) { _ = try heap.references(of: $0).count + heap.referrers(of: $0).count }
      }
      _ = try heap.allocator.arenas().map(\.description)
    },
    Case("Heap+Calls", "callAsFunction(_:)") { build in
      let heap = try Heap(build)
      for object in try objects(in: heap) {
        each([object]) { _ = try $0() }
        each([object]) { _ = try $0($0) }
        each(ints) { _ = try object($0, $0) }
      }
    },
    Case("Heap+BuiltinFunction", "makeBuiltinFunction(_:body:)") { build in
      let heap = try Heap(build)
      each(texts) { _ = try heap.makeBuiltinFunction($0) { $0[0] }.repr }
    },
    Case("PyCode", "init(_:parameters:keywordOnly:)") { _ in
      each(texts) { _ = PyCode($0, parameters: [$0], keywordOnly: [$0, $0]) }
    },
    Case("Heap+Code", "makeCode(_:body:)") { build in
      let heap = try Heap(build)
      for path in [
        \PyCode.argcount, \.posonlyargcount, \.kwonlyargcount, \.firstlineno,
      ] {
        each(ints) { number in
          var code = PyCode("f", parameters: ["a"])
          code[keyPath: path] = number
          _ = try heap.makeCode(code)
        }
      }
      each(ints) { number in
        var code = PyCode("f", parameters: ["a"])
        (code.stacksize, code.flags) = (number, number)
        let made = try heap.makeCode(code)
        _ = try heap.makeFunction(of: made)(1)
      }
      each(texts) { text in
        var code = PyCode(text, parameters: [text, text], keywordOnly: [text])
        (code.filename, code.qualname) = (text, text)
        (code.cellvars, code.freevars, code.names) = ([text, text], [text], [text])
        (code.code, code.linetable) = (Array(text.utf8), Array(text.utf8))
        code.exceptiontable = Array(text.utf8)
        code.consts = try objects(in: heap)
        _ = try heap.makeCode(code).repr
      }
    },
    Case("Heap+Cell", "makeCell(_:)") { build in
      let heap = try Heap(build)
      each(try objects(in: heap)) { _ = try heap.makeCell($0).repr }
    },
    Case(
      "Heap+Function", "makeFunction(_:globals:defaults:kwdefaults:closure:body:)",
      "makeFunction(of:qualname:globals:defaults:kwdefaults:closure:)"
    ) { build in
      let heap = try Heap(build)
      var code = PyCode("f", parameters: ["a"], keywordOnly: ["b"])
      (code.code, code.freevars) = ([0, 0], ["c"])
      let made = try heap.makeCode(code)
      for object in try objects(in: heap) {
        each(texts) { _ = try heap.makeFunction(of: object, qualname: $0, closure: [object]) }
        each([object]) {
          let function = try heap.makeFunction(
            code, globals: heap.makeDict(), defaults: [$0, $0, $0], kwdefaults: $0,
            closure: [heap.makeCell($0)]
          ) { $0[7 % max($0.count, 1)] }
          _ = try function($0, $0).repr
        }
        each([object]) {
          _ = try heap.makeFunction(of: made, globals: $0, closure: [heap.makeCell()])()
        }
        for name in ["__defaults__", "__kwdefaults__", "__name__", "__doc__", "__annotations__"] {
          each([object]) {
            let function = try heap.makeFunction(of: made, closure: [heap.makeCell()])
            try function.set(name, to: $0)
            _ = try function().repr
          }
        }
      }
    },
    Case(
      "Heap+Frame", "makeFrame(of:locals:back:lasti:)", "makeTraceback(of:next:lineno:)"
    ) { build in
      let heap = try Heap(build)
      var code = PyCode("f", parameters: ["a"])
      code.code = [100, 0, 83, 0]
      let function = try heap.makeFunction(code)
      let frame = try heap.makeFrame(of: function)
      for object in try objects(in: heap) {
        each([object]) { _ = try heap.makeFrame(of: $0, locals: [$0]) }
        each([object]) { _ = try heap.makeFrame(of: function, locals: [$0, nil, $0]) }
        each([object]) { _ = try heap.makeFrame(of: function, locals: [$0], back: $0).clear() }
        each([object]) { _ = try heap.makeTraceback(of: $0, next: $0) }
        each([object]) { _ = try heap.makeTraceback(of: frame, next: $0).repr }
      }
      each(ints) { _ = try heap.makeFrame(of: function, lasti: $0).get("f_lasti") }
      each(ints) { _ = try heap.makeTraceback(of: frame, lineno: $0).get("tb_lineno") }
    },
    Case("Heap+Thresholds", "setCollectionThresholds(_:_:_:)") { build in
      for number in ints {
        let heap = try Heap(build)
        heap.setCollectionThresholds(number, number, number)
        do { try heap.collectAtThresholds() } catch { _ = "\(error)" }
        let kept = try heap.makeList()
        for _ in 0..<50 { try kept.append(heap.makeList()) }
      }
    },
    Case("HeapEvent", "describe(_:)") { build in
      let heap = try Heap(build)
      for address in addresses {
        for event in [
          HeapEvent.counted(address, from: .min, to: .max), .tracked(address, true),
          .freed(address, size: .min, .raw),
        ] { _ = heap.describe(event) + "\(event)" }
      }
    },
    Case("HeapDifference", "difference(from:)") { build in
      let heap = try Heap(build)
      let before = try heap.snapshot()
      let made = try objects(in: heap)
      let after = try heap.snapshot()
      _ = try (after.difference(from: before), before.difference(from: after)).0.description
      let foreign = try Heap(Build(parsing: "2.7@32")).snapshot()
      each([foreign]) { _ = try $0.difference(from: after).description }
      each([foreign]) { _ = try after.difference(from: $0).description }
      withExtendedLifetime(made) {}
    },
    Case("Walkthrough", "init(on:_:)", "init(_:run:)", "subscript(name:)") { build in
      let tour = try Walkthrough(
        on: build,
        [.init("") { scope throws(PyError) in scope["a"] = try scope.heap.make(1) }])
      each(texts) { tour.scope[$0] = nil }
      for _ in 0..<3 { _ = try tour.next() }
      for _ in 0..<3 { try tour.back() }
      try Walkthrough(on: build, []).back()
    },
    Case(
      "Object", "get(_:)", "set(_:to:)", "delete(_:)", "make(_:)", "makeTuple(_:)",
      "makeTuple(of:)",
      "makeTuple(of:as:)", "makeInterned(_:)", "makeList(allocated:)"
    ) { build in
      let heap = try Heap(build)
      for object in try objects(in: heap) {
        each(texts) { _ = try object.get($0) }
        each(texts) { try object.set($0, to: 1) }
        each(texts) { try object.set($0, to: object) }
        each(texts) { try object.delete($0) }
        each([object]) { _ = try heap.makeTuple(of: [$0], as: heap.builtinClass("int")) }
        _ = try heap.make(object).object(in: heap)
        _ = try heap.makeTuple(of: [object, object])
      }
      each(ints) { _ = try heap.makeTuple($0, Double($0), "\($0)") }
      each(texts) { _ = try heap.makeInterned($0) }
      each(ints.filter { $0 < 1 << 20 || $0 >= 1 << 62 }) {
        _ = try heap.makeList(allocated: $0).count
      }
    },
    Case(
      "Object+Containers", "append(_:)", "insert(_:at:)", "pop(at:)", "add(_:)", "discard(_:)",
      "pop(key:)", "item(_:)", "setItem(_:to:)", "removeItem(_:)", "extend(_:)", "update(_:)"
    ) { build in
      let heap = try Heap(build)
      let all = try objects(in: heap)
      for object in all {
        each(ints) { try object.insert(1, at: $0) }
        each(ints) { _ = try object.item($0) }
        each(ints) { try object.setItem($0, to: $0) }
        each(ints) { try object.append($0) }
        each(ints) { try object.pop(at: $0) }
        each(ints) { try object.removeItem($0) }
        for other in all {
          each([other]) { try object.add($0) }
          each([other]) { try object.discard($0) }
          each([other]) { _ = try object.item($0) }
          each([other]) { try object.setItem($0, to: $0) }
          each([other]) { try object.removeItem($0) }
          each([other]) { try object.extend($0) }
          each([other]) { try object.update($0) }
          each([other]) { try object.pop(key: $0) }
          each([object]) { _ = try $0.copy() }
        }
        each([object]) { try $0.clear() }
        each([object]) { _ = try ($0.count, $0.items.count) }
      }
      for object in all { try object.release() }
      each([all[0]]) { _ = try $0.count }
    },
    Case(
      "Object+Collections", "makeDeque(maxlen:)", "makeDeque(of:maxlen:)",
      "makeOrderedDict(of:)", "appendleft(_:)", "extendleft(_:)", "rotate(by:)",
      "remove(_:)", "moveToEnd(_:last:)"
    ) { build in
      let heap = try Heap(build)
      let all = try objects(in: heap)
      each(ints) { _ = try heap.makeDeque(maxlen: $0) }
      each(ints) { _ = try heap.makeDeque(of: all, maxlen: $0).repr }
      each([all]) { _ = try heap.makeOrderedDict(of: $0.map { ($0, $0) }) }
      each([all]) { _ = try heap.makeDeque(of: $0 + [Heap(build).makeList()]) }
      _ = try heap.makeOrderedDict().repr
      for object in all {
        each(ints) { try object.rotate(by: $0) }
        for other in all {
          each([other]) { try object.appendleft($0) }
          each([other]) { try object.extendleft($0) }
          each([other]) { try object.moveToEnd($0, last: false) }
          each([other]) { try object.moveToEnd($0) }
          each([other]) { try object.remove($0) }
        }
        for _ in 0..<5 { each([object]) { try $0.popleft() } }
        for _ in 0..<3 { each([object]) { try $0.popitem() } }
        each([object]) { try $0.popitem(last: false) }
      }
      try heap.collect()
    },
    Case("Attribute", "get(_:)", "set(_:to:)", "delete(_:)") { build in
      let heap = try Heap(build)
      let types = try [
        heap.makeClass("P", slots: ["x"]), heap.makeClass("Q"), Heap(build).makeClass("Q"),
      ]
      for type in types {
        for attribute in try (texts + ["x"]).map({ try type.attribute($0) }) {
          for object in try objects(in: heap) + [types[0](), types[1]()] {
            each([attribute]) { try object.set($0, to: 1) }
            each([attribute]) { try object.set($0, to: object) }
            each([attribute]) { _ = try object.get($0) }
            each([attribute]) { try object.delete($0) }
          }
        }
      }
    },
    Case(
      "Maker", "callAsFunction(_:)", "callAsFunction(_:_:)", "callAsFunction(_:_:_:)",
      "callAsFunction(values:)"
    ) { build in
      let heap = try Heap(build)
      for type in try [heap.makeClass("P", slots: ["x", "y", "z"]), heap.makeClass("Q")] {
        let names = texts + ["x", "y", "z", "x"]
        for count in [0, 1, 2, 3, 4, names.count] {
          each([Array(names.suffix(count))]) { names in
            let maker = try type.maker(names)
            each(ints) { _ = try maker($0) }
            each(ints) { _ = try maker($0, $0) }
            each(ints) { _ = try maker($0, $0, $0) }
            each(ints) { _ = try maker(values: Array(repeating: $0, count: count)) }
          }
        }
        each(texts) { _ = try type.maker($0)(values: []) }
      }
    },
    Case("ObjectConvertible", "object(in:)", "reference(in:)") { build in
      let heap = try Heap(build)
      let other = try Heap(build)
      for object in try objects(in: heap) { each([object]) { _ = try $0.object(in: other) } }
      for object in try objects(in: heap) { each([object]) { _ = try $0.reference(in: other) } }
      each(ints) { _ = try $0.reference(in: heap) }
      each(texts) { _ = try $0.reference(in: heap) }
      each(texts) { _ = try heap.make($0.dropFirst()) }
      each(texts.compactMap(\.first)) { _ = try heap.make($0) }
      each([Float.nan, .infinity, .leastNonzeroMagnitude]) { _ = try heap.make($0).repr }
      _ = try (heap.make(Int128.min), heap.make(UInt128.max), heap.make(PyInt(magnitude: [0])))
    },
    Case(
      "ObjectConvertible+Containers", "object(in:)", "makeList(of:)", "makeDict(of:)"
    ) { build in
      let heap = try Heap(build)
      let all = try objects(in: heap)
      _ = try heap.make(all)
      _ = try heap.makeList(of: [])
      each(all) { _ = try heap.makeDict(of: [(key: $0, value: $0)]) }
      each(all) { _ = try heap.make([$0: nil, 1: $0]) }
      each([nil, all[0]]) { _ = try heap.make($0) }
      _ = try (heap.make(Set(texts)), heap.make([1.5: texts]))
      pairs { if $0 < $1 { _ = try (heap.make($0..<$1), heap.make($0...$1)) } }
    },
    Case("Object+Subscripts", "subscript(_:)", "subscript(dynamicMember:)") { build in
      let heap = try Heap(build)
      let all = try objects(in: heap)
      for object in all {
        each(ints) { _ = try object[$0] }
        for other in all {
          each([other]) { _ = try object[$0] }
          object[other] = other
        }
        for number in ints { object[number] = number }
        each(texts) { _ = try object[dynamicMember: $0] }
        for text in texts { object[dynamicMember: text] = text }
        object.x = object
        _ = "\(object)"
        for item in object where object == item { _ = item.hashValue }
      }
      _ = heap.takeFailure()
    },
    Case("Object+Hashable", "hash(into:)") { build in
      for object in try objects(in: try Heap(build)) { _ = object.hashValue }
    },
    Case("Object+Value", "isSame(as:)", "isEqual(to:)") { build in
      let all = try objects(in: try Heap(build))
      for object in all {
        each(all) { _ = try object.isSame(as: $0) }
        each(all) { _ = try object.isEqual(to: $0) }
        each([object]) { _ = try $0.hash }
      }
    },
    Case("Class+Value", "callAsFunction(_:)") { build in
      let heap = try Heap(build)
      let all = try objects(in: heap)
      let names = [
        "object", "type", "int", "float", "complex", "str", "bytes", "bytearray", "tuple", "list",
        "dict", "set", "frozenset", "range", "slice", "Exception", "unicode", "long", "bool",
      ]
      for name in names {
        each([name]) { _ = try heap.builtinClass($0)() }
        each(all) { _ = try heap.builtinClass(name)($0) }
        each(all) { _ = try heap.makeClass("X", bases: [heap.builtinClass(name)])($0) }
        each(ints) { _ = try heap.makeClass("X", bases: [heap.builtinClass(name)])($0) }
      }
    },
    Case(
      "Class", "set(_:to:)", "attribute(_:)", "maker(_:)",
      "makeClass(_:bases:slots:staticAttributes:)",
      "builtinClass(_:)", "object(in:)"
    ) { build in
      let heap = try Heap(build)
      let cls = try heap.makeClass("C", slots: (0..<1000).map { "s\($0)" })
      each(texts) { try cls.set($0, to: 1) }
      each(texts) { _ = try cls.attribute($0) }
      each(texts) { _ = try heap.makeClass($0) }
      each(texts) { _ = try heap.makeClass("D", slots: [$0], staticAttributes: texts) }
      each(texts) { _ = try heap.builtinClass($0) }
      each(ints) { _ = try heap.makeClass("E", bases: Array(repeating: cls, count: $0 & 7)) }
      var chain = cls
      for number in 0..<300 { chain = try heap.makeClass("F\(number)", bases: [chain]) }
      _ = try chain().type.object(in: heap)
    },
    Case("Display", "object(in:)") { build in
      let heap = try Heap(build)
      var deep = PyValue.none
      for _ in 0..<5000 { deep = .tuple([deep]) }
      each([deep, .list([deep]), .set([deep]), .dict([PyPair(key: deep, value: deep)])]) {
        _ = try $0.object(in: heap)
      }
      each([
        PyValue.str([.max, 0xd800]), .set([.list([])]),
        .dict([PyPair(key: .list([]), value: .none)]),
      ]) {
        _ = try heap.make($0)
      }
    },
  ]

  static let makers: [Case] = [
    Case("Heap+Array", "makeArray(ofInts:)") { build in
      let heap = try Heap(build)
      each(ints) { _ = try heap.makeArray(ofInts: [$0]) }
    },
    Case("Heap+CData", "makeCtypesClass(_:ints:)") { build in
      let heap = try Heap(build)
      each(texts) { _ = try heap.makeCtypesClass($0, ints: texts)() }
      each(ints) { try heap.makeCtypesClass("C", ints: texts + texts)().set("x", to: $0) }
    },
    Case("Heap+Collection", "collect(generation:)") { build in
      let heap = try Heap(build)
      each(ints) { try heap.collect(generation: $0) }
    },
    Case("Heap+Copies", "makeCopies(of:count:)") { build in
      let heap = try Heap(build)
      for object in try objects(in: heap) {
        each(ints) { _ = try heap.makeCopies(of: object, count: $0) }
      }
    },
    Case(
      "Heap+Mutabletuple", "makeMutabletuple(of:)", "makeMutabletuple(of:as:)",
      "makeMutabletupleClass(_:)"
    ) { build in
      let heap = try Heap(build)
      each(texts) { _ = try heap.makeMutabletupleClass($0) }
      let all = try objects(in: heap)
      _ = try heap.makeMutabletuple(of: all)
      each([all]) { _ = try heap.makeMutabletuple(of: $0, as: heap.builtinClass("list")) }
    },
    Case("Heap+NumPy", "makeStructuredArray(rows:fields:numpy:)") { build in
      let heap = try Heap(build)
      for fields in [[], ["x"], texts, texts + texts] {
        each(ints) { _ = try heap.makeStructuredArray(rows: $0, fields: fields) }
        each(ints) {
          _ = try heap.makeStructuredArray(rows: 1, fields: fields, numpy: Version($0, $0))
        }
      }
    },
    Case(
      "Heap+Packages", "makeDataobjectClass(_:fields:)", "makeCythonClass(_:ints:)",
      "makeStructClass(_:fields:gc:)"
    ) { build in
      let heap = try Heap(build)
      for fields in [[], ["x"], ["x", "x"], texts] {
        each(texts + ["C"]) { _ = try heap.makeDataobjectClass($0, fields: fields)() }
        each(texts + ["C"]) { _ = try heap.makeCythonClass($0, ints: fields)() }
        each(texts + ["C"]) { _ = try heap.makeStructClass($0, fields: fields)() }
        each(texts + ["C"]) { _ = try heap.makeStructClass($0, fields: fields, gc: false)() }
      }
    },
    Case("Heap+OwnTypes", "makeType(_:members:)") { build in
      let heap = try Heap(build)
      let names = PyObject.layout(on: build)
      each(texts) { _ = try heap.makeType(PyType($0, names), members: [$0])() }
      pairs { a, b in
        let layout = PyType(
          "", PyListObject.layout(on: build), tp_basicsize: a, tp_itemsize: b, tp_dictoffset: a,
          tp_weaklistoffset: b, flags: .haveGC)
        _ = try heap.makeType(layout)()
      }
      for type in StandardType.all {
        guard let layout = type.type(on: build) else { continue }
        each([layout]) {
          let object = try heap.makeType($0)()
          each(layout.members.map(\.name)) { name in
            each(ints) { try object.set(name, to: $0) }
            each(texts) { try object.set(name, to: $0) }
            each([-.infinity, .nan, 1e300]) { try object.set(name, to: $0) }
            try object.set(name, to: object)
            _ = try object.get(name)
          }
          _ = (try object.hash, try heap.collect())
        }
      }
    },
    Case(
      "Object+Makers", "makeBytes(of:)", "makeBytearray(of:)", "makeComplex(_:_:)", "makeSet(of:)",
      "makeFrozenset(of:)", "makeRange(_:_:_:)", "makeSlice(_:_:_:)", "makeWeakref(to:)",
      "makeWeakref(to:callback:)"
    ) { build in
      let heap = try Heap(build)
      let all = try objects(in: heap)
      each([[], Array(repeating: UInt8(1), count: 1 << 20)]) { _ = try heap.makeBytes(of: $0) }
      each([[], Array(repeating: UInt8(1), count: 1 << 20)]) { _ = try heap.makeBytearray(of: $0) }
      for double in [
        0, -0.0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
      ] {
        _ = try heap.makeComplex(double, double).hash
        _ = try heap.make(double).isEqual(to: all[3])
      }
      each([all, Array(all.prefix(8))]) { _ = try heap.makeSet(of: $0) }
      each([all, Array(all.prefix(8))]) { _ = try heap.makeFrozenset(of: $0) }
      each(all) { _ = try heap.makeWeakref(to: $0) }
      for callback in all {
        each(all) { _ = try heap.makeWeakref(to: $0, callback: callback) }
        each(all) { object in _ = try heap.makeWeakref(to: object) { _ in } }
      }
      pairs { a, b in
        each(ints) { step in
          let range = try heap.makeRange(a, b, step)
          each([range]) { _ = try $0.count }
          each([range]) { _ = try $0.hash }
          each(ints) { _ = try range.item($0) }
          each([range]) { if try $0.count > 1 << 28 { _ = try $0.items } }
          _ = try range.isEqual(to: heap.makeRange(b, a))
        }
        _ = try heap.makeSlice(a, b, a)
      }
    },
    Case("PyError", "init(_:_:)") { _ in each(texts) { _ = PyError(.keyError, $0).description } },
    Case("PyInt", "init(isNegative:magnitude:isLong:)", "init(_:isLong:)", "digits(bits:)") {
      build in
      let heap = try Heap(build)
      let numbers =
        [PyInt(magnitude: []), PyInt(isNegative: true, magnitude: [0, 0])]
        + [PyInt(magnitude: Array(repeating: .max, count: 10_000)), PyInt(UInt64.max)]
        + ints.map { PyInt($0, isLong: true) }
      for number in numbers {
        each(ints) { _ = number.digits(bits: $0).count }
        _ = (number.bitLength, PyValue.int(number).shallowSize(on: build))
        _ = try heap.make(PyValue.int(number)).hash
      }
    },
    Case("PyValue+Literal", "init(literal:on:)") { build in
      each(texts + [String(repeating: "9", count: 5000), "1e999999999", "'\\U99999999'", "-"]) {
        _ = try PyValue(literal: $0, on: build)
      }
      each(["(", "[", "{1: ", "-", "("].map { String(repeating: $0, count: 100_000) }) {
        _ = try PyValue(literal: $0, on: build)
      }
    },
    Case(
      "PyValue", "init(_:)", "int(_:)", "float(_:)", "complex(real:imaginary:)", "str(_:)",
      "bytes(_:)",
      "tuple(_:)", "list(_:)", "set(_:)", "dict(_:)", "init(key:value:)"
    ) { build in
      let pair = PyPair(key: .set([]), value: .list([.dict([])]))
      _ = (PyValue.dict([pair]).requests(on: build), PyValue.dict([pair]).allocated(on: build))
    },
    Case(
      "Allocator", "allocate(_:_:)", "free(_:_:)", "reallocate(_:to:_:)",
      "blockSize(of:_:)", "requestedSize(of:_:)"
    ) { build in
      for hooks in [false, true] {
        let memory = try EmulatedMemory(pointerSize: build.pointerSize)
        let allocator = try Allocator(build, in: memory, debugHooks: hooks)
        for domain in AllocatorDomain.allCases {
          each(ints) { _ = try allocator.allocate($0, domain) }
          let block = try allocator.allocate(100, domain)
          for address in addresses + [block, block + Offset(rawValue: 8)] {
            each(ints) { _ = try allocator.reallocate(address, to: $0, domain) }
            each([address]) { _ = try allocator.blockSize(of: $0, domain) }
            each([address]) { _ = try allocator.requestedSize(of: $0, domain) }
            each([address, address]) { try allocator.free($0, domain) }
          }
        }
      }
    },
    Case("Allocator+Run", "allocateRun(_:count:_:)") { build in
      let memory = try EmulatedMemory(pointerSize: build.pointerSize)
      let allocator = try Allocator(build, in: memory)
      for domain in AllocatorDomain.allCases {
        pairs { _ = try allocator.allocateRun($0, count: $1, domain) }
        each(ints) { _ = try allocator.allocateRun(48, count: $0, domain) }
      }
    },
  ]
}
