internal import PyInspector
internal import PyLayout

extension TypePlan {
  /// The fields of types written in C whose structs say all: no object is referred to in the blocks that their
  /// ``/PyLayout/FieldRole/part`` fields point at. `nil` for others.
  ///
  /// - Parameter inC: the nearest type written in C.
  static func described(_ facts: TypeFacts, _ inC: String?, _ build: Build) -> [FieldRow]? {
    switch facts.kind {
    case .bytearray: PyByteArrayObject.layout(on: build).rows
    case .array: arrayobject.layout(on: build).rows
    case .instance: described(inC ?? "", build)
    default: nil
    }
  }

  private static func described(_ inC: String, _ build: Build) -> [FieldRow]? {
    switch inC {
    case "code": PyCodeObject.layout(on: build).rows
    case "decimal.Decimal": PyDecObject.layout(on: build).rows
    // No objects in its items
    case "memoryview": []
    // The links are objects, which its dict has
    case "functools._lru_cache_wrapper", "functools._lru_list_elem": []
    case "_thread.lock", "thread.lock": lockobject.layout(on: build).rows
    case "_thread.RLock": rlockobject.layout(on: build).rows
    // A ring buffer of objects later
    case "_queue.SimpleQueue" where build.version < .v3_13:
      simplequeueobject.layout(on: build).rows
    // A writer of its own later, which has objects
    case "_io.StringIO" where build.version < .v3_14: stringio.layout(on: build).rows
    case "_io.BytesIO": bytesio.layout(on: build).rows
    case "re.Match", "_sre.SRE_Match": MatchObject.layout(on: build).rows
    case "re.Pattern", "_sre.SRE_Pattern": PatternObject.layout(on: build).rows
    default: nil
    }
  }
}
