extension StandardType {
  private static let sequence = "type('C', (object,), {'__getitem__': lambda s, i: i})()"

  static let iterators: [StandardType] = [
    .init("iterator", "iter(\(sequence))") { .iterator(on: $0) },
    .init("callable_iterator", "iter(int, 1)", "callable-iterator") { .callableIterator(on: $0) },
    .init("list_iterator", "iter([])", "listiterator") { .listIterator(on: $0) },
    .init("list_reverseiterator", "reversed([])", "listreverseiterator") {
      .listReverseIterator(on: $0)
    },
    .init("tuple_iterator", "iter(())", "tupleiterator") { .tupleIterator(on: $0) },
    .init("str_iterator", "iter('\\xe9')", since: .v3_0) { .strIterator(on: $0) },
    .init("bytes_iterator", "iter(b'')", since: .v3_0) { .bytesIterator(on: $0) },
    .init("bytearray_iterator", "iter(bytearray())") { .bytearrayIterator(on: $0) },
    .init(
      "dict_keyiterator", "iter({})",
      """
      dictionary-keyiterator dictionary-valueiterator dictionary-itemiterator dict_valueiterator
      """
    ) { .dictKeyIterator(on: $0) },
    .init("dict_itemiterator", "iter({}.items())", since: .v3_0) {
      .dictKeyIterator(on: $0).renamed("dict_itemiterator")
    },
    .init("dict_keys", "{}.keys()", since: .v3_0) { .dictKeys(on: $0) },
    .init("dict_values", "{}.values()", since: .v3_0) { .dictKeys(on: $0).renamed("dict_values") },
    .init("dict_items", "{}.items()", since: .v3_0) { .dictKeys(on: $0).renamed("dict_items") },
    .init("set_iterator", "iter(set())", "setiterator") { .setIterator(on: $0) },
    .init(
      "range_iterator", "iter(range(1) if str is not bytes else xrange(1))", "rangeiterator"
    ) { .rangeIterator(on: $0) },
    .init("longrange_iterator", "iter(range(1 << 70))", since: .v3_0) {
      .longRangeIterator(on: $0)
    },
    .init("enumerate", "enumerate(())") { .enumerate(on: $0) },
    .init("reversed", "reversed(())") { .reversed(on: $0) },
    .init("zip", "zip()", since: .v3_0) { .zip(on: $0) },
    .init("map", "map(len, ())", since: .v3_0) { .map(on: $0) },
    .init("filter", "filter(None, ())", since: .v3_0) { .filter(on: $0) },
  ]

  static let itertools: [StandardType] = [
    of("count()") { .count(on: $0) },
    of("cycle(())") { .cycle(on: $0) },
    of("repeat(1)") { .repeatIterator(on: $0) },
    of("chain()") { .chain(on: $0) },
    of("islice((), 1)") { .islice(on: $0) },
    of("starmap(len, ())") { .starmap(on: $0) },
    of("takewhile(len, ())") { .takewhile(on: $0) },
    of("dropwhile(len, ())") { .dropwhile(on: $0) },
    of("accumulate(())", since: .v3_0) { .accumulate(on: $0) },
    of("compress((), ())") { .compress(on: $0) },
    of("groupby(())") { .groupby(on: $0) },
    of("zip_longest()", since: .v3_0) { .zipLongest(on: $0) },
    of("pairwise(())", since: .v3_10) { .pairwise(on: $0) },
  ]

  /// Those whose `__sizeof__` counts the items that they combine.
  static let combinatoric: [StandardType] = [
    of("product()", size: .product) { .product(on: $0) },
    of("combinations((), 0)", "combinations_with_replacement", size: .combinations) {
      .combinations(on: $0)
    },
    of("permutations(())", size: .permutations) { .permutations(on: $0) },
  ]

  /// A type of `itertools`, from a call of it.
  private static func of(
    _ call: String, _ names: String = "", size: SizeRule? = nil, since: Version = Version(2, 7),
    _ layout: @escaping @Sendable (Build) -> PyType?
  ) -> StandardType {
    .init(
      String(call.prefix { $0 != "(" }), "itertools.\(call)", names, in: ["itertools"], size: size,
      content: size == nil ? .items(0) : .unknown, since: since, source: "import itertools", layout)
  }
}
