import PySize

extension ExtremesTests {
  private static let processes = [Int32.min, -1, 0, 1, ProcessMemory.current.pid, .max]

  /// A picture of nothing.
  private static let emptyPicture = ProcessPicture(
    memory: StillMemory(copying: []), mappings: [], pages: ResidentPages(), pause: .still)

  /// What an emulated heap with a few objects is found to have.
  private static func census(_ build: Build) throws -> ProcessHeap {
    let heap = try Heap(build)
    let list = try heap.makeList(of: [try heap.make("a"), try heap.make(1 << 40)])
    return try withExtendedLifetime(list) { try heap.census() }
  }

  static let heaps: [Case] = [
    Case("StillMemory", "init(copying:)", "bytes(at:count:)", "bits(at:size:)") { _ in
      for runs in [
        [], [(Address.null, [])], [(Address(rawValue: 16), [1, 2, 3])],
        [(Address(rawValue: .max - 1), [1, 2, 3])],
        [(Address(rawValue: 16), [1, 2]), (Address(rawValue: 17), [3, 4])],
      ] as [[(start: Address, bytes: [UInt8])]] {
        let memory = StillMemory(copying: runs)
        for address in addresses + [Address(rawValue: 16), Address(rawValue: 18)] {
          each(ints) { _ = try memory.bytes(at: address, count: $0) }
          each(ints) { _ = try memory.bits(at: address, size: $0) }
        }
      }
    },
    Case("ProcessPicture+Process", "init(ofProcess:pausing:mayInterrupt:)") { _ in
      for pausing in ProcessPicture.Pausing.allCases {
        each(processes.filter { $0 != ProcessMemory.current.pid && $0 != 1 }) {
          _ = try ProcessPicture(ofProcess: $0, pausing: pausing)
        }
      }
    },
    Case("ProcessPicture+Core", "init(ofCore:root:)") { _ in
      for text in texts {
        each(texts) { _ = try ProcessPicture(ofCore: text, root: $0) }
      }
    },
    Case(
      "ProcessPicture+Saved", "init(ofSaved:)", "init(ofFile:root:)", "save(to:)",
      "requirePlace(_:)"
    ) { build in
      each(texts) { _ = try ProcessPicture(ofSaved: $0) }
      for text in texts { each(texts) { _ = try ProcessPicture(ofFile: text, root: $0) } }
      each(["", "\0", "/"]) { try emptyPicture.save(to: $0) }
      each(texts) { try ProcessPicture.requirePlace($0) }
    },
    Case("ProcessHeap+Process", "init(ofProcess:pausing:)") { _ in
      each(processes) { _ = try ProcessHeap(ofProcess: $0) }
    },
    Case("TypeDetail", "types(named:)", "details(of:values:)") { build in
      let heap = try census(build)
      for name in texts + ["list"] {
        _ = heap.types(named: name).map { (heap.detail(of: $0), heap.detail(of: $0, values: true)) }
        _ = heap.details(of: heap.types(named: name), values: true)
      }
    },
    Case("HeapWalk+References", "references(of:)", "referrers(of:)") { build in
      let heap = try census(build)
      each(addresses) { _ = (heap.references(of: $0), heap.referrers(of: $0)) }
    },
    Case("HeapGrowthReport", "init(_:from:to:shown:isReversed:)") { build in
      let heap = try census(build)
      let growth = HeapGrowth(from: try census("2.7"), to: heap)
      for text in texts {
        each(ints) {
          show(HeapGrowthReport(growth, from: .file(text), to: .process(.min), shown: $0))
        }
      }
    },
    Case("HeapReport", "init(_:of:shown:)") { build in
      let heap = try census(build)
      for text in texts { each(ints) { show(HeapReport(heap, of: .file(text), shown: $0)) } }
    },
    Case("TypeDetailReport", "init(_:in:of:)") { build in
      let heap = try census(build)
      for text in texts {
        show(
          TypeDetailReport(
            heap.types.map { heap.detail(of: $0, values: true) }, in: heap,
            of: .program(text, pid: .min)))
      }
    },
    Case("ProcessesReport", "init(pid:build:reason:resident:command:)", "init(_:)") { build in
      show(ProcessesReport([]))
      for text in texts {
        show(
          ProcessesReport(
            ints.map {
              .init(
                pid: Int32(truncatingIfNeeded: $0), build: build, reason: text, resident: $0,
                command: text)
            }))
      }
    },
  ]
}
