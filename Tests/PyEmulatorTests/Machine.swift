import PyEmulator
import PyLayout
import PyMemory

/// Runs a program on the emulator, and says after each step what came of it.
struct Machine {
  let heap: Heap
  private var variables: [String: Object] = [:]
  private var classes: [String: Class] = [:]
  private var collected: Int?
  /// The numbers and texts of the program, which live as long as it.
  private var constants: [String: Object] = [:]

  init(_ build: Build, _ program: [Step]) throws {
    heap = try Heap(build)
    // CPython uses the name itself, from its start on
    constants["__dict__"] = try heap.makeInterned("__dict__")
    for argument in program.flatMap(\.arguments) { try keep(argument) }
  }

  private mutating func keep(_ argument: Argument) throws {
    switch argument {
    case .int, .text: constants["\(argument)"] = try value(argument)
    case .tuple(let items): for item in items { try keep(item) }
    case .variable, .nothing: break
    }
  }

  /// What comes of a step; the blocks of a class are not counted: CPython makes more of one than is modelled.
  mutating func outcome(of step: Step) throws -> Outcome {
    let before = try heap.allocator.blocksInUse
    var outcome = try attempt(step)
    if step.action != "class" { outcome.blocks = try heap.allocator.blocksInUse - before }
    return outcome
  }

  private mutating func attempt(_ step: Step) throws -> Outcome {
    let changed: Object?
    collected = nil
    do throws(PyError) {
      changed = try run(step).flatMap { variables[$0] }
    } catch {
      let told = "\(error)".replacing(/0x[0-9a-f]+/, with: "0x")
      return Outcome(error: error.kind == .keyError ? "KeyError" : told)
    }
    guard let changed else { return Outcome(size: collected) }
    return Outcome(size: try size(of: changed), contents: try contents(of: changed))
  }

  private func value(_ argument: Argument) throws(PyError) -> Object {
    if let known = constants["\(argument)"] { return known }
    switch argument {
    case .int(let value): return try heap.make(value)
    case .text(let value): return try heap.makeInterned(value)
    case .variable(let name): return try variable(name)
    case .nothing: return try heap.none
    case .tuple(let items):
      var values: [Object] = []
      for item in items { values.append(try value(item)) }
      return try heap.makeTuple(of: values)
    }
  }

  private func variable(_ name: String) throws(PyError) -> Object {
    guard let object = variables[name] else { throw PyError(.keyError, name) }
    return object
  }

  private mutating func run(_ step: Step) throws(PyError) -> String? {
    let (name, arguments) = (step.name, step.arguments)
    switch step.action {
    case "class":
      var bases: [Class] = []
      for base in arguments[0].texts ?? [] {
        if let known = classes[base] {
          bases.append(known)
        } else {
          bases.append(try heap.builtinClass(base))
        }
      }
      classes[name] = try heap.makeClass(name, bases: bases, slots: arguments[1].texts)
      return nil
    case "new": variables[name] = try classes[arguments[0].text]?()
    case "list": variables[name] = try heap.makeList()
    case "dict": variables[name] = try heap.makeDict()
    case "set": variables[name] = try heap.makeSet()
    case "deque":
      var maxlen: Int?
      if case .int(let value) = arguments[0] { maxlen = value }
      variables[name] = try heap.makeDeque(maxlen: maxlen)
    case "odict": variables[name] = try heap.makeOrderedDict()
    case "tuple": variables[name] = try value(arguments[0])
    case "drop":
      _ = try variable(name)
      variables[name] = nil
      return nil
    case "collect":
      collected = try heap.collect()
      return nil
    default: try change(try variable(name), step.action, arguments)
    }
    return name
  }

  private mutating func change(
    _ object: Object, _ action: String, _ arguments: [Argument]
  ) throws(PyError) {
    switch action {
    case "setattr": try object.set(arguments[0].text, to: try value(arguments[1]))
    case "delattr": try object.delete(arguments[0].text)
    case "getattr": _ = try object.get(arguments[0].text)
    case "view": variables[arguments[0].text] = try object.dict()
    case "append": try object.append(try value(arguments[0]))
    case "insert": try object.insert(try value(arguments[1]), at: arguments[0].int)
    case "pop": try object.pop(at: arguments[0].int)
    case "put": try object.setItem(try value(arguments[0]), to: try value(arguments[1]))
    case "remove": try object.removeItem(try value(arguments[0]))
    case "clear": try object.clear()
    case "add": try object.add(try value(arguments[0]))
    case "discard": try object.discard(try value(arguments[0]))
    case "appendleft": try object.appendleft(try value(arguments[0]))
    case "rotate": try object.rotate(by: arguments[0].int)
    case "delete": try object.remove(try value(arguments[0]))
    case "extend": try object.extend(try value(arguments[0]))
    case "extendleft": try object.extendleft(try value(arguments[0]))
    case "popright": try object.pop()
    case "popleft": try object.popleft()
    case "popkey": try object.pop(key: try value(arguments[0]))
    case "popitem": try object.popitem(last: arguments[0].int != 0)
    case "move": try object.moveToEnd(try value(arguments[0]), last: arguments[1].int != 0)
    case "setitem": try object.setItem(arguments[0].int, to: try value(arguments[1]))
    case "update": try object.update(try value(arguments[0]))
    case "copy": variables[arguments[0].text] = try object.copy()
    default: break
    }
  }

  private func contents(of object: Object) throws(PyError) -> String {
    let type = try object.type.name
    var parts: [String] = []
    switch type {
    case "dict", "collections.OrderedDict":
      for key in try object.items {
        parts.append("\(try plain(key)):\(try plain(try object.item(key)))")
      }
    case "list", "set", "tuple", "collections.deque":
      for item in try object.items { parts.append(try plain(item)) }
    default: return type.shortName
    }
    return parts.joined(separator: " ")
  }

  private func plain(_ object: Object) throws(PyError) -> String {
    if let value = try object.int { return "i\(value)" }
    if let value = try object.string { return "s\(value)" }
    let type = try object.type.name
    guard type == "tuple" else { return type == "NoneType" ? "None" : type.shortName }
    var parts: [String] = []
    for item in try object.items { parts.append(try plain(item)) }
    return "(\(parts.joined(separator: ", ")))"
  }
}

extension String {
  /// A type's `__name__`: without the module that stands in front in C.
  fileprivate var shortName: String { split(separator: ".").last.map(String.init) ?? self }
}
