extension StandardType {
  /// Those whose instances the emulator makes from what they hold.
  package static let builtins: [StandardType] = [
    .init("int", "0", content: .literal) {
      $0.version < .v3_0 ? .plainInt(on: $0) : .int(on: $0)
    },
    .init("long", "0L", content: .literal) { $0.version < .v3_0 ? .int(on: $0) : nil },
    .init("bool", "False", content: .literal) { .bool(on: $0) },
    .init("str", "''", content: .literal) {
      $0.version < .v3_0 ? .bytes(on: $0) : .str(on: $0)
    },
    .init("unicode", "u''", content: .literal) { $0.version < .v3_0 ? .str(on: $0) : nil },
    .init("bytes", "b''", content: .literal) { .bytes(on: $0) },
    .init("tuple", "()", content: .literal) { .tuple(on: $0) },
    .init("list", "[]", content: .literal) { .list(on: $0) },
    .init("dict", "{}", content: .literal) { .dict(on: $0) },
    .init("bytearray", "bytearray()", kind: .bytearray, size: .bytearray, content: .call) {
      .bytearray(on: $0)
    },
    .init("set", "set()", kind: .set, size: .set, content: .call) { .set(on: $0) },
    .init("frozenset", "frozenset()", kind: .frozenset, size: .set, content: .call) {
      .set(on: $0).renamed("frozenset")
    },
  ]

  static let basics: [StandardType] = [
    .init("object", "object()") { .object(on: $0) },
    .init("NoneType", "None", "None", kind: Kind.none) { .object(on: $0).renamed("NoneType") },
    .init("ellipsis", "Ellipsis", "Ellipsis EllipsisType") {
      .object(on: $0).renamed("ellipsis")
    },
    .init("NotImplementedType", "NotImplemented", "NotImplemented") {
      .object(on: $0).renamed("NotImplementedType")
    },
    .init("float", "1.5", kind: .float) { .float(on: $0) },
    .init("complex", "1j", kind: .complex) { .complex(on: $0) },
    .init("slice", "slice(1)", kind: .slice) { .slice(on: $0) },
    .init("range", "range(1) if str is not bytes else xrange(1)", "xrange", kind: .range) {
      .range(on: $0)
    },
    // shape, strides and suboffsets of one dimension: memory_alloc, Objects/memoryobject.c
    .init("memoryview", "memoryview(b'')", content: .items(3)) { .memoryview(on: $0) },
    .init("module", "sys", "ModuleType") { .module(on: $0) },
    .init("super", "super(int, 1)") { .superObject(on: $0) },
    .init(
      "weakref", "weakref.ref(set)",
      "ref ReferenceType weakproxy weakcallableproxy ProxyType CallableProxyType",
      in: ["", "weakref"], kind: .weakref, source: "import weakref"
    ) { .weakref(on: $0) },
    .init("GenericAlias", "list[int]", in: ["types"], since: .v3_9) { .genericAlias(on: $0) },
    .init("UnionType", "int | str", "Union", in: ["types", "typing"], since: .v3_10) {
      .unionType(on: $0)
    },
    .init(
      "SimpleNamespace", "types.SimpleNamespace()", in: ["types"], kind: .namespace, since: .v3_0,
      source: "import types"
    ) { .simpleNamespace(on: $0) },
  ]

  static let functions: [StandardType] = [
    .init("function", "lambda: 0", "FunctionType LambdaType") { .function(on: $0) },
    .init(
      "method", "type('C', (object,), {'m': lambda self: 0})().m", "MethodType instancemethod"
    ) { .method(on: $0) },
    .init("builtin_function_or_method", "len", "BuiltinFunctionType BuiltinMethodType") {
      .builtinFunction(on: $0)
    },
    .init("classobj", "C", "ClassType", source: "class C: pass") { .oldStyleClass(on: $0) },
    .init("instance", "C()", "InstanceType", source: "class C: pass") { .oldStyleInstance(on: $0) },
    .init("cell", "(lambda x: lambda: x)(1).__closure__[0]", "CellType") { .cell(on: $0) },
    .init("property", "property()") { .property(on: $0) },
    .init("staticmethod", "staticmethod(len)") { .staticMethod(on: $0) },
    .init("classmethod", "classmethod(len)") { .classMethod(on: $0) },
    .init(
      "traceback", "tb", "TracebackType",
      source: "try: nothing\nexcept NameError: tb = sys.exc_info()[2]"
    ) { .traceback(on: $0) },
  ]

  static let descriptors: [StandardType] = [
    .init("method_descriptor", "list.append", "MethodDescriptorType") {
      .methodDescriptor(on: $0)
    },
    .init("classmethod_descriptor", "vars(dict)['fromkeys']", "ClassMethodDescriptorType") {
      .classMethodDescriptor(on: $0)
    },
    .init("member_descriptor", "slice.start", "MemberDescriptorType") {
      .memberDescriptor(on: $0)
    },
    .init("getset_descriptor", "int.real", "GetSetDescriptorType") { .getsetDescriptor(on: $0) },
    .init("wrapper_descriptor", "int.__add__", "WrapperDescriptorType") {
      .wrapperDescriptor(on: $0)
    },
    .init("method-wrapper", "(1).__add__", "MethodWrapperType") { .methodWrapper(on: $0) },
    .init("mappingproxy", "int.__dict__", "MappingProxyType dictproxy") { .mappingProxy(on: $0) },
  ]
}
