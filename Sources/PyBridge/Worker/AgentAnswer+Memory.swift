internal import PyLayout
internal import PyMemory

extension AgentAnswer {
  /// The measurement, once the object's bytes in memory confirm what Python said.
  func measurement(of snippet: Snippet, on build: Build, in memory: any Memory) -> Measurement {
    guard status == .measured else {
      return Measurement(
        id: snippet.id, status: status, reason: reason, fault: fault, packageVersion: version)
    }
    do throws(WorkerFault) {
      let type = try typeFacts(on: build, in: memory)
      guard let parts, parts.count == snippet.parts.count else {
        throw WorkerFault("the interpreter answered with other parts than were asked for")
      }
      return Measurement(
        id: snippet.id, status: .measured, reason: nil, packageVersion: version,
        parts: zip(snippet.parts, parts).map { $1.part($0.name) }, type: type,
        size: sizeof, sizeFault: sizeofReason)
    } catch {
      return Measurement(
        id: snippet.id, status: .failed, reason: error.reason, packageVersion: version)
    }
  }

  private func typeFacts(
    on build: Build, in memory: any Memory
  ) throws(WorkerFault) -> Measurement.TypeFacts {
    guard let object, let type, let basicsize, let itemsize, let dictoffset, let weaklistoffset,
      let flags
    else { throw WorkerFault("the interpreter did not say what the object's type is") }
    do {
      let head = try View(
        PyObject.self, on: build, at: Address(rawValue: object), in: memory)
      try confirm("ob_type", head[\.ob_type], Address(rawValue: type))
      let view = try View(
        PyTypeObject.self, on: build, at: Address(rawValue: type), in: memory)
      try confirm("tp_basicsize", view[\.tp_basicsize], basicsize)
      try confirm("tp_itemsize", view[\.tp_itemsize], itemsize)
      try confirm("tp_dictoffset", view[\.tp_dictoffset], dictoffset)
      try confirm("tp_weaklistoffset", view[\.tp_weaklistoffset], weaklistoffset)
      try confirm("tp_flags", view[\.tp_flags], flags)
    } catch let error as MemoryError {
      throw WorkerFault(error.description)
    } catch let error as WorkerFault {
      throw error
    } catch {
      throw WorkerFault("\(error)")
    }
    return Measurement.TypeFacts(
      tp_basicsize: basicsize, tp_itemsize: itemsize, tp_dictoffset: dictoffset,
      tp_weaklistoffset: weaklistoffset, tp_flags: flags)
  }

  private func confirm<Value: Equatable>(
    _ field: String, _ inMemory: Value, _ told: Value
  ) throws(WorkerFault) {
    guard inMemory == told else {
      throw WorkerFault("\(field) is \(inMemory) in memory, but Python says \(told)")
    }
  }
}

extension AgentAnswer.Figure {
  fileprivate func part(_ name: String) -> Measurement.Part {
    switch self {
    case .number(let size): .init(name: name, size: size)
    case .none(let reason): .init(name: name, reason: reason)
    }
  }
}
