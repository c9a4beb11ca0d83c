package import PyEmulator
package import PyInspector
package import PyLayout
package import PyMemory

/// What became of a program: what its statements answered, and how large its objects are.
package struct ProgramOutcome: Hashable, Sendable {
  /// The numbers of the statements that raised an exception, and its class, and of those that compared
  /// objects, and their answer: `3 TypeError 5 True `.
  package var answers: String
  /// `sys.getsizeof` of each class and then each variable, in bytes, in the order of their numbers;
  /// `nil` where there is no figure.
  package var sizes: [Int?]
  /// What the emulator could not end; CPython has no such thing to tell.
  package var failure: PyError?

  /// Whether a statement raised an exception.
  package var raises: Bool {
    answers.split(separator: " ").contains { $0.hasSuffix("Error") }
  }
}

extension Program {
  /// What becomes of the program on a heap of its own.
  ///
  /// - Throws: ``PyError`` when there is no memory for the heap.
  package func outcome(on build: Build) throws(PyError) -> ProgramOutcome {
    let heap = try Heap(build)
    return outcome(in: heap, by: Inspector(build, reading: heap.memory))
  }

  /// What becomes of the program on the emulator: the prediction, each size from the bytes that the
  /// emulator wrote.
  package func outcome(in heap: Heap, by inspector: Inspector<EmulatedMemory>) -> ProgramOutcome {
    var run = EmulatedRun(heap: heap)
    var answers = ""
    for (number, statement) in statements.enumerated() {
      do {
        if let answer = try run.step(statement) {
          answers += "\(number) \(answer ? "True" : "False") "
        }
      } catch {
        answers += "\(number) \(error.kind.rawValue) "
      }
    }
    let classes = run.classes.lazy.compactMap { $0?.address }
    let objects = run.variables.lazy.compactMap { $0 }.map { try? $0.address }
    let sizes =
      classes.map { try? inspector.size(of: $0) }
      + objects.map { $0.flatMap { try? inspector.size(of: $0) } }
    // The end of all objects is part of the program
    run.variables = []
    run.classes = []
    return ProgramOutcome(answers: answers, sizes: sizes, failure: heap.takeFailure())
  }

  /// The names of what has a size in the end, in the order of the sizes, where no statement fails.
  package var names: [String] {
    var classes: Set<Int> = []
    var variables: Set<Int> = []
    for statement in statements {
      switch statement {
      case .makeClass(let number, _, _, _): classes.insert(number)
      case .assign(let variable, _), .view(let variable, _), .copy(let variable, _):
        variables.insert(variable)
      case .drop(let variable): variables.remove(variable)
      default: break
      }
    }
    return classes.sorted().map { "C\($0)" } + variables.sorted().map { "v\($0)" }
  }
}

/// The variables and classes of a program that runs on the emulator.
private struct EmulatedRun {
  let heap: Heap
  /// By their numbers.
  var variables: [Object?] = []
  var classes: [Class?] = []

  /// verify.py's `step`: what a comparison answers.
  mutating func step(_ statement: Program.Statement) throws(PyError) -> Bool? {
    switch statement {
    case .equal(let a, let b):
      let a = try value(a)
      return try a.isEqual(to: try value(b))
    case .makeClass(let number, let name, let bases, let slots):
      var types: [Class] = []
      for base in bases { types.append(try named(base)) }
      classes.put(try heap.makeClass(name, bases: types, slots: slots), at: number)
    case .assign(let number, let expression): variables.put(try value(expression), at: number)
    case .view(let number, let object): variables.put(try variable(object).dict(), at: number)
    case .copy(let number, let object): variables.put(try variable(object).copy(), at: number)
    case .drop(let number):
      _ = try variable(number)
      variables[number] = nil
    case .call(let number, let method, let arguments):
      try call(try variable(number), method, arguments)
    case .setAttribute(let number, let name, let expression):
      // The value is made last: a variable that is not there comes first
      let object = try variable(number)
      try object.set(name, to: try value(expression))
    case .deleteAttribute(let number, let name): try variable(number).delete(name)
    case .setItem(let number, let key, let expression):
      let value = try value(expression)
      let object = try variable(number)
      try object.setItem(try self.value(key), to: value)
    case .deleteItem(let number, let key):
      let object = try variable(number)
      try object.removeItem(try value(key))
    }
    return nil
  }

  private func call(
    _ object: Object, _ method: Program.Method, _ arguments: [Program.Expression]
  ) throws(PyError) {
    // The method is found before its arguments are made. One is not there: 2.7's deque.insert
    if method == .insert, heap.build.version < .v3_0,
      try object.type.layout.derives(from: "collections.deque")
    {
      try object.insert(object, at: 0)
    }
    var values: [Object] = []
    for argument in arguments { values.append(try value(argument)) }
    switch (method, values.first, values.dropFirst().first) {
    case (.append, let value?, nil): try object.append(value)
    case (.insert, let index?, let value?): try object.insert(value, at: try index.int ?? 0)
    case (.pop, let key?, nil) where try object.type.layout.derives(from: "dict"):
      try object.pop(key: key)
    case (.pop, let index?, nil): try object.pop(at: try index.int ?? 0)
    case (.extend, let items?, nil): try object.extend(items)
    case (.update, let other?, nil): try object.update(other)
    case (.add, let value?, nil): try object.add(value)
    case (.discard, let value?, nil): try object.discard(value)
    case (.clear, nil, nil): try object.clear()
    case (.pop, nil, nil): try object.pop()
    case (.appendleft, let value?, nil): try object.appendleft(value)
    case (.popleft, nil, nil): try object.popleft()
    case (.extendleft, let items?, nil): try object.extendleft(items)
    case (.rotate, let steps?, nil): try object.rotate(by: try steps.int ?? 0)
    case (.remove, let value?, nil): try object.remove(value)
    case (.popitem, let last?, nil): try object.popitem(last: try last.int != 0)
    case (.moveToEnd, let key?, let last?):
      try object.moveToEnd(key, last: try last.int != 0)
    default: throw PyError(.typeError, "\(method.rawValue)() takes other arguments")
    }
  }

  private func variable(_ number: Int) throws(PyError) -> Object {
    guard let object = variables.at(number) else { throw PyError(.keyError, "\(number)") }
    return object
  }

  private func named(_ name: String) throws(PyError) -> Class {
    guard name.hasPrefix("C"), let number = Int(name.dropFirst()) else {
      let isOfCollections = name == "deque" || name == "OrderedDict"
      return try heap.builtinClass(isOfCollections ? "collections.\(name)" : name)
    }
    guard let known = classes.at(number) else { throw PyError(.keyError, "\(number)") }
    return known
  }

  private func value(_ expression: Program.Expression) throws(PyError) -> Object {
    switch expression {
    case .literal(let value): return try heap.make(value)
    case .value(let value): return try heap.makeAtRunTime(value)
    case .className(let number): return try named("C\(number)").nameObject()
    case .variable(let number): return try variable(number)
    case .tuple(let items):
      var values: [Object] = []
      for item in items { values.append(try value(item)) }
      return try heap.makeTuple(of: values)
    case .make(let name, let argument):
      let type = try named(name)
      guard let argument else { return try type() }
      return try type(try value(argument))
    case .deque(let items, let maxlen):
      return try heap.makeDeque(of: try value(items).items, maxlen: maxlen)
    }
  }
}

extension Array {
  /// What stands at a number; `nil` where nothing does.
  fileprivate func at<Wrapped>(_ number: Int) -> Wrapped? where Element == Wrapped? {
    indices.contains(number) ? self[number] : nil
  }

  fileprivate mutating func put<Wrapped>(_ element: Wrapped, at number: Int)
  where Element == Wrapped? {
    while count <= number { append(nil) }
    self[number] = element
  }
}
