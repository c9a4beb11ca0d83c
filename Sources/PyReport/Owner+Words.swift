import PyHeap

extension Owner {
  /// What a table calls it.
  var name: String {
    switch self {
    case .block(.object): "objects"
    case .block(.owned): "blocks that objects own"
    case .block(.arrayData): "NumPy arrays' data"
    case .block(.freeList): "free lists of CPython's"
    case .block(.guessed): "guessed: of types in C"
    case .block(.other): "the runtime's and libraries'"
    case .block(.unexplained): "unexplained"
    case .block(.cached): "free, in threads' caches"
    case .block(.free): "free blocks"
    case .room(.freePools): "free pools"
    case .room(.freeSpans): "free slices"
    case .room(.neverUsed): "never handed out"
    case .room(.heads): "heads and rests"
    case .room(.unread): "not readable as a heap"
    case .image: "program and libraries"
    case .file: "mapped files"
    case .stack: "stacks"
    case .frames: "frames of Python's calls"
    case .shared: "shared memory"
    case .otherAllocator: "an allocator's that is not known"
    case .mapping: "other mappings"
    }
  }

  /// The same for scripts.
  var label: String {
    switch self {
    case .block(.object): "objects"
    case .block(.owned): "owned"
    case .block(.arrayData): "arrayData"
    case .block(.freeList): "freeLists"
    case .block(.guessed): "guessed"
    case .block(.other): "other"
    case .block(.unexplained): "unexplained"
    case .block(.cached): "cached"
    case .block(.free): "free"
    case .room(let room): room.rawValue
    case .image: "images"
    case .file: "files"
    case .stack: "stacks"
    case .frames: "frames"
    case .shared: "shared"
    case .otherAllocator: "otherAllocator"
    case .mapping: "mappings"
    }
  }

  /// What one sentence tells together, in an order that is the same on every page.
  enum Group: String, CaseIterable {
    case objects = "live objects"
    case images = "program and libraries"
    case files = "mapped files"
    case free = "held free"
    case otherHeap = "other heap"
    case arrayData = "NumPy arrays' data"
    case stacks
    case frames
    case shared = "shared memory"
    case mappings = "other mappings"
  }

  /// Together with which others it is told.
  var group: Group {
    switch self {
    case .block(.object), .block(.owned), .block(.guessed): .objects
    case .block(.arrayData): .arrayData
    case .block(.free), .block(.cached), .block(.freeList), .room(.freePools), .room(.freeSpans),
      .room(.neverUsed):
      .free
    case .block(.other), .block(.unexplained), .room(.heads), .room(.unread),
      .otherAllocator:
      .otherHeap
    case .image: .images
    case .file: .files
    case .stack: .stacks
    case .frames: .frames
    case .shared: .shared
    case .mapping: .mappings
    }
  }
}
