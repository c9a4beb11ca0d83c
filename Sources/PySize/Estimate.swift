import PyEmulator
import PyInspector
public import PyLayout
import PyMemory
public import PyRecords

extension What {
  /// The object on a build; of a record's instances a later one, when all are alike.
  ///
  /// - Throws: ``WhatError`` for what the build cannot make.
  public func estimate(on build: Build) throws(WhatError) -> Estimate {
    switch self {
    case .record(let record, let fields, _):
      let sample = Sample(build: build, fields: fields)
      if let obstacle = record.obstacle(sample) { throw .notEmulated(obstacle) }
      let prediction = try modelling { () throws(NotModelled) in
        try record.settledPrediction(sample)
      }
      return Estimate(
        build: build, shallow: prediction.parts.first?.size ?? prediction.size,
        size: prediction.size, allocated: prediction.allocated, requests: prediction.requests)
    case .literal(let text):
      let value = try PyValue(text: text, on: build)
      let size = value.shallowSize(on: build)
      return Estimate(
        build: build, shallow: size, size: size, allocated: value.allocated(on: build),
        requests: value.requests(on: build))
    case .made, .python: return try emulatedEstimate(on: build)
    }
  }

  /// The object's own blocks, without those of what it holds; none for an object that all share.
  package func emulatedEstimate(on build: Build) throws(WhatError) -> Estimate {
    let heap = try emulating { () throws(PyError) in try Heap(build) }
    let objects = try self.objects(in: heap)
    guard let object = objects.last else { throw .notEmulated("nothing was made") }
    let address = try emulating { () throws(PyError) in try object.address }
    let inspector = Inspector(build, reading: heap.memory)
    let (inspection, owned, requests) = try inspecting { () throws(InspectionError) in
      (
        try inspector.inspect(address), try inspector.owned(by: address),
        try inspector.requests(of: address)
      )
    }
    // A static object takes nothing of the allocator, nor does one that is there already; an instance
    // of a class is neither
    let again = inspection.type.isUsers ? [] : try self.objects(in: heap)
    defer { withExtendedLifetime((objects, again)) {} }
    let isShared = try emulating { () throws(PyError) in try again.last?.address == address }
    let shallow = try inspecting { () throws(InspectionError) in try inspector.size(of: address) }
    let further = owned.filter(\.isFurther).reduce(0) { $0 + ($1.inspection.size ?? 0) }
    let given = try layout(of: object, in: heap)
    guard let allocated = isShared ? 0 : given.allocated else {
      throw .notEmulated("what it takes is \(given.unknownAllocator?.description ?? "not known")")
    }
    let isLent = owned[0].inspection.lentDict(beside: owned) != nil
    // Last, because asking for the dict makes it where there was none
    return Estimate(
      build: build, shallow: shallow,
      size: shallow + further + (isLent ? 0 : try inspector.dictSize(of: object, inspection.type)),
      allocated: allocated,
      requests: requests)
  }
}

extension Inspector {
  /// What `sys.getsizeof` answers for an instance's `__dict__`, in bytes; 0 where its class, or its
  /// type, gives it none.
  fileprivate func dictSize(of object: Object, _ type: TypeFacts) throws(WhatError) -> Int {
    guard type.isUsers, type.tp_dictoffset != 0 || type.flags.contains(.managedDict) else {
      return 0
    }
    let (dict, address) = try emulating { () throws(PyError) in
      let dict = try object.dict()
      return (dict, try dict.address)
    }
    defer { withExtendedLifetime(dict) {} }
    return try inspecting { () throws(InspectionError) in try size(of: address) }
  }
}

extension Build {
  /// The newest known release of each covered series in every kind: 64- and 32-bit, from 3.13 on
  /// with the lock and free-threaded, release and debug.
  public static let kinds: [Build] = released.flatMap { build in
    [8, 4].flatMap { pointerSize in
      [false, true].flatMap { isFreeThreaded in
        [false, true].compactMap { isDebug in
          try? Build(
            build.version, pointerSize: pointerSize, isFreeThreaded: isFreeThreaded,
            isDebug: isDebug)
        }
      }
    }
  }
}
