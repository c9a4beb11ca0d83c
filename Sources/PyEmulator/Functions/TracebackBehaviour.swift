import PyLayout

/// `traceback`: `PyTraceBack_Type`, Python/traceback.c
struct TracebackBehaviour: Behaviour {
  let kind = TypeObject.Kind.traceback
  let isBase = false

  func tp_traverse(
    _ object: Address, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> [Address] { try heap.memberReferences(of: object, type) }

  func tp_clear(_ object: Address, _ type: TypeObject, _ heap: Heap) throws(PyError) {
    for field in [heap.c.traceback.fields.tb_next, heap.c.traceback.fields.tb_frame] {
      try heap.replace(field, of: object, with: .null)
    }
  }

  /// `tb_memberlist`, `tb_getsetters`
  func tp_getattro(
    _ object: Address, _ name: String, _ type: TypeObject, _ heap: Heap
  ) throws(PyError) -> Address? {
    let fields = heap.c.traceback.fields
    switch name {
    case "tb_next": return try heap.orNone(fields.tb_next, of: object)
    case "tb_frame": return try heap.orNone(fields.tb_frame, of: object)
    case "tb_lasti": return try heap.makeInt(Int(try heap.get(fields.tb_lasti, of: object)))
    case "tb_lineno":
      let line = Int(try heap.get(fields.tb_lineno, of: object))
      guard line != -1 else {
        throw PyError(.notImplementedError, "the line of an instruction is not computed here")
      }
      return try heap.makeInt(line)
    default: return nil
    }
  }
}
