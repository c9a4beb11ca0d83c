import PyBridge
import PyInspector
import PyLayout
import PyMemory

extension Snippet {
  fileprivate static let witness = "allocator's witness"

  /// The same with blocks beside it that tell which allocators serve the process.
  var withWitness: Snippet {
    var snippet = self
    snippet.besides[Self.witness] =
      "vars(sys).setdefault('_pysize_witness', tuple(b'w' * n for n in "
      + "(2, 70, 139, 208, 277, 346, 700, 917, 1134, 1351, 1568, 1785, 2500, 4700)))"
    return snippet
  }
}

extension WorkerPool.Made {
  /// A tuple of `bytes`, for which it is known what CPython's allocator and glibc's give.
  var witness: Address? { besides[Snippet.witness] }
}

/// An inspector that knows which allocators of a process keep the accounts that it reads.
///
/// A library loaded before the C library, another C library, or a build without pymalloc: there,
/// bytes that look like an account are not one.
struct Accountant<M: Memory> {
  let inspector: Inspector<M>
  /// Whether an address is in the data of the program or of a library; also in such that starts as
  /// zeros, if that is wanted.
  private let isStatic: (Address, Bool) -> Bool
  /// Who serves none of the requests that the build would have it serve.
  private let strangers: Set<AllocatorDomain.Server>

  /// - Parameter witness: a tuple of `bytes`; `nil` to take the build's allocators for granted.
  init(
    _ inspector: Inspector<M>, witness: Address?, isStatic: @escaping (Address, Bool) -> Bool
  ) throws(InspectionError) {
    self.inspector = inspector
    self.isStatic = isStatic
    var strangers: Set<AllocatorDomain.Server> = []
    for item in try witness.map(inspector.items) ?? [] {
      let request = Request(try inspector.size(of: item), .object)
      let given = inspector.allocatedSize(ofBlockAt: item, request)
      if given.map(inspector.build.allocatedSizes(of: [request]).contains) != true {
        strangers.insert(inspector.build.server(of: request))
      }
    }
    self.strangers = strangers
  }

  /// What the allocator has given for a block of an object of a type.
  func allotment(for block: Block, of type: TypeFacts) -> Allotment {
    let build = inspector.build
    if type.isCarved(on: build) { return .bytes(block.size) }
    let domain = block.domain(in: type, on: build)
    let server = build.server(of: Request(block.size, domain))
    if !strangers.contains(server), let size = inspector.allocatedSize(of: block, in: domain) {
      return .bytes(size)
    }
    // Another allocator's memory may begin where a library's zeros end
    if isStatic(block.address, strangers.isEmpty) { return .nothing }
    return .unknown(strangers.contains(server) ? .otherThan(server) : .notListed)
  }

  /// What the allocator has given for an object and for what only it holds, together.
  func allotment(for object: Address) throws(InspectionError) -> Allotment {
    var sum = 0
    for owned in try inspector.owned(by: object) {
      for block in owned.inspection.blocks {
        switch allotment(for: block, of: owned.inspection.type) {
        case .bytes(let bytes): sum += bytes
        case .nothing: return .nothing
        case .unknown(let why): return .unknown(why)
        }
      }
    }
    return .bytes(sum)
  }
}

extension Inspector {
  /// The objects in a tuple.
  func items(of tuple: Address) throws(InspectionError) -> [Address] {
    try inspect(tuple).blocks.flatMap(\.fields).filter(\.role.isReference).compactMap(\.target)
  }
}

extension TypeFacts {
  /// Whether its instances are carved out of blocks for many: `PyIntBlock`, `PyFloatBlock`,
  /// Objects/intobject.c and floatobject.c of 2.7.
  fileprivate func isCarved(on build: Build) -> Bool {
    build.version < .v3_0 && (kind == .plainInt || kind == .float) && !flags.contains(.heapType)
  }
}
