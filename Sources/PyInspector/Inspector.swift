public import PyLayout
public import PyMemory

/// Reads objects from any memory as CPython of one build lays them out; it never asks Python.
///
/// Whatever the bytes are, it answers or throws: addresses are checked by the memory, numbers are
/// compared with what a process could hold, and chains are followed a bounded number of steps.
public struct Inspector<M: Memory> {
  /// Where the objects are.
  public let memory: M
  /// Everything else, behind one pointer: an inspector this small is passed in registers.
  @usableFromInline let at: Offsets
  /// How much is said of an object.
  let detail: Detail

  /// How much is said of an object.
  enum Detail {
    /// What somebody reads: of long runs the first items and the last.
    case shown
    /// Each item, however long the run is.
    case whole
    /// The same, without what the fields mean.
    case places
  }

  /// An inspector of the objects in `memory`.
  ///
  /// - Parameter wideCharacter: `Py_UNICODE_SIZE` in bytes, which only 2.7 has: 4, or 2 where
  ///   `sys.maxunicode` is 0xffff.
  public init(_ build: Build, reading memory: M, wideCharacter: Int = 4) {
    self.memory = memory
    at = Offsets.made[Offsets.Key(build: build, wideCharacter: wideCharacter)]
    detail = .shown
  }

  /// An inspector that knows what is in the structs of some types, by where these stand.
  package init(_ build: Build, reading memory: M, describing types: [Address: PyType]) {
    self.memory = memory
    at = Offsets(build, wideCharacter: 4, described: types)
    detail = .shown
  }

  private init(_ other: Inspector, telling detail: Detail) {
    memory = other.memory
    at = other.at
    self.detail = detail
  }

  /// An inspector that describes each item of a run, however long it is, of blocks of up to 16 MiB.
  package var whole: Inspector { Inspector(self, telling: .whole) }

  /// The same, that does not say what the fields mean: for one who follows them.
  package var places: Inspector { Inspector(self, telling: .places) }

  var isWhole: Bool { detail != .shown }

  /// The build whose layouts the objects have.
  @inlinable public var build: Build { at.build }
  /// `Py_UNICODE_SIZE` of a 2.7: 4 bytes, or 2 in a narrow build.
  @inlinable public var wideCharacter: Int { at.wideCharacter }
  var layouts: Layouts { at.layouts }

  /// What `sys.getsizeof` would answer, in bytes: `_PySys_GetSizeOf`, Python/sysmodule.c, over the
  /// type's `__sizeof__`.
  ///
  /// A `__sizeof__` written in Python is not run: the answer is that of the base it overrides.
  ///
  /// - Throws: ``InspectionError`` when no object stands there, or its type has a `__sizeof__` in C
  ///   whose rule is not known here.
  @inlinable public func size(of object: Address) throws(InspectionError) -> Int {
    do {
      return try shallowSize(of: object)
    } catch {
      throw InspectionError(.size, of: object, on: build, error)
    }
  }

  /// What `sys.getsizeof` would answer, in bytes, where the `__sizeof__` that a class finds is that
  /// of `definer`, a type written in C.
  ///
  /// - Throws: ``InspectionError`` as ``size(of:)`` does.
  @inlinable public func size(
    of object: Address, by definer: Address
  ) throws(InspectionError) -> Int {
    do {
      return try shallowSize(of: object, by: definer)
    } catch {
      throw InspectionError(.size, of: object, on: build, error)
    }
  }

  /// What the type object at an address says of its instances.
  ///
  /// - Throws: ``InspectionError`` when no type object stands there.
  public func type(at address: Address) throws(InspectionError) -> TypeFacts {
    do {
      try checkIsType(address)
      return try typeFacts(address)
    } catch {
      throw InspectionError(.type, of: address, on: build, error)
    }
  }

  /// What the type of an object says of its instances.
  ///
  /// - Throws: ``InspectionError`` when no object stands there.
  func type(ofObjectAt address: Address) throws(InspectionError) -> TypeFacts {
    do {
      return try typeFacts(try typeAddress(of: address))
    } catch {
      throw InspectionError(.type, of: address, on: build, error)
    }
  }

  /// The object with all blocks it owns.
  ///
  /// In a run of more than ``shownItems`` items the first and the last are described one by one,
  /// and those between them by one field, so that the time does not grow with the object.
  ///
  /// - Throws: ``InspectionError`` when no object stands there, or one of its blocks cannot be read.
  public func inspect(_ object: Address) throws(InspectionError) -> Inspection {
    try inspection(of: object)
  }

  private func inspection(of object: Address) throws(InspectionError) -> Inspection {
    do {
      let size = try knownSize(of: object)
      let type = try typeFacts(try typeAddress(of: object))
      return Inspection(
        object: object, type: type, size: size, blocks: try blocks(of: object, type),
        following: try following(type))
    } catch {
      throw InspectionError(.object, of: object, on: build, error)
    }
  }

  /// `nil` where the type computes its size by a rule of its own.
  private func knownSize(of object: Address) throws(Reason) -> Int? {
    do throws(Reason) {
      return try shallowSize(of: object)
    } catch {
      guard case .unknownRule = error else { throw error }
      return nil
    }
  }

  /// Bytes that are read at once, at most.
  static var maximumBlock: Int { 1 << 24 }
}

extension Inspector where M == StillMemory {
  /// The object with all blocks it owns, as ``Inspector/inspect(_:)`` says it of any memory: compiled for that of
  /// pictures, in which many are looked at.
  ///
  /// - Throws: ``InspectionError`` when no object stands there, or one of its blocks cannot be read.
  package func inspect(_ object: Address) throws(InspectionError) -> Inspection {
    try inspection(of: object)
  }

  /// The items that an array owns, and where its other blocks are: compiled for the memory of pictures.
  ///
  /// - Throws: ``InspectionError`` when no array stands there.
  package func stillArrayPlaces(
    of object: Address, _ layout: StructLayout<PyArrayObject_fields>
  ) throws(InspectionError) -> (data: ArrayData?, others: [Address]) {
    try arrayPlaces(of: object, layout)
  }
}

extension Inspector: Sendable where M: Sendable {}
