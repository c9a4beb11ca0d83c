internal import PyLayout

extension SizeRule {
  /// `tp_basicsize` of the type that each rule about one struct is for.
  ///
  /// A rule that is missing stands here with 0: no build of the series was there to confirm it.
  static func basicsizes(on build: Build) -> [SizeRule: Int] {
    let version = build.version
    var sizes: [SizeRule: Int] = [
      .frame: PyType.frame(on: build).tp_basicsize,
      .deque: dequeobject.layout(on: build).size,
      .odict: PyODictObject.layout(on: build).size,
      .decimal: PyDecObject.layout(on: build).size,
      .struct: PyStructObject.layout(on: build).size,
      .element: ElementObject.layout(on: build).size,
      .product: productobject.layout(on: build).size,
      .combinations: combinationsobject.layout(on: build).size,
      .permutations: permutationsobject.layout(on: build).size,
      .bytesio: PyLayout.bytesio.layout(on: build).size,
      .buffered: PyLayout.buffered.layout(on: build).size,
      .pickler: PicklerObject.layout(on: build).size,
      .unpickler: UnpicklerObject.layout(on: build).size,
      .stgdict: StgDictObject.layout(on: build).size,
    ]
    if version >= .v3_11 {
      sizes[.generator] = PyType.generator(on: build).tp_basicsize
      sizes[.code] = PyType.code(on: build).tp_basicsize
    }
    if version >= .v3_13 {
      // type_from_spec, Objects/typeobject.c: what a type adds is aligned as well
      sizes[.ctype] =
        Offsets.OfStreams.typeDataOffset(build)
        + StgInfo.layout(on: build).size.roundedUp(to: Offsets.OfStreams.maximumAlignment)
    }
    // Free-threaded ones have a mutex more, and none was there to confirm where
    if version >= .v3_14 && build.isFreeThreaded { sizes[.ctype] = 0 }
    if version >= .v3_15 { sizes[.simplequeue] = simplequeueobject.layout(on: build).size }
    return sizes
  }
}
