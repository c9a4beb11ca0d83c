public import PyLayout

/// A program that is gone through line by line, forward and back: what a lesson or a debugger shows.
public final class Walkthrough {
  /// One line, and what it does.
  public struct Line {
    /// The line as a reader sees it.
    public let text: String
    let run: (Scope) throws(PyError) -> Void

    /// A line that does something with the names known so far.
    public init(_ text: String, run: @escaping (Scope) throws(PyError) -> Void) {
      self.text = text
      self.run = run
    }
  }

  /// A heap, and the names by which lines know its objects.
  public final class Scope {
    /// The heap that the lines work in.
    public let heap: Heap
    /// The objects that have names; a name that another object gets gives its first one up.
    public private(set) var names: [String: Object] = [:]

    init(_ build: Build) throws(PyError) { heap = try Heap(build) }

    /// The object of a name; `nil` where it has none, or to take it away: `del name`. One of another heap
    /// gets no name, and the line that gives it one throws.
    public subscript(name: String) -> Object? {
      get { names[name] }
      set {
        do throws(PyError) {
          if let newValue { try heap.check(newValue.heap) }
          names[name] = newValue
        } catch {
          failure = failure ?? error
        }
      }
    }

    /// Why a name was refused, which no subscript can throw.
    private var failure: PyError?

    /// Does what a line does.
    func run(_ line: Line) throws(PyError) {
      try line.run(self)
      if let failure { throw failure }
    }
  }

  /// The lines, in order.
  public let lines: [Line]
  /// How many of them were run.
  public private(set) var position = 0
  /// What they work in; another one after a step back.
  public private(set) var scope: Scope
  private let build: Build
  private var isRunning = false

  /// A program before its first line, in a heap of its own.
  ///
  /// - Throws: ``PyError`` when there is no memory for a heap.
  public init(on build: Build, _ lines: [Line]) throws(PyError) {
    self.lines = lines
    self.build = build
    scope = try Scope(build)
  }

  /// The line that was run last; `nil` before the first.
  public var line: String? { position == 0 ? nil : lines[position - 1].text }

  /// Runs the next line, and says what happened; `nil` after the last line.
  ///
  /// - Throws: what the line throws, `SystemError` where it names an object of another heap; it counts as
  ///   not run, and what it did before is undone as
  ///   ``back()`` undoes it. `RuntimeError` within a line.
  public func next() throws(PyError) -> [HeapEvent]? {
    guard position < lines.count else { return nil }
    let (line, scope) = (lines[position], scope)
    do throws(PyError) {
      let events = try alone { () throws(PyError) in
        try scope.heap.events { () throws(PyError) in try scope.run(line) }
      }
      position += 1
      return events
    } catch {
      if !isRunning { self.scope = try alone { () throws(PyError) in try again(position) } }
      throw error
    }
  }

  /// Goes back to before the last line: a new heap is made, in which the lines before it are run again.
  /// With 4-byte pointers all is then as it was, to the byte; with 8-byte ones, but for addresses.
  ///
  /// - Returns: whether there was a line to go back.
  /// - Throws: ``PyError`` when there is no memory for a heap; `RuntimeError` within a line.
  @discardableResult
  public func back() throws(PyError) -> Bool {
    guard position > 0 else { return false }
    scope = try alone { () throws(PyError) in try again(position - 1) }
    position -= 1
    return true
  }

  /// A scope in which the first lines were run.
  private func again(_ count: Int) throws(PyError) -> Scope {
    let scope = try Scope(build)
    for line in lines.prefix(count) { try scope.run(line) }
    return scope
  }

  /// A line that goes forward or back itself would find itself half done.
  private func alone<Answer>(_ work: () throws(PyError) -> Answer) throws(PyError) -> Answer {
    guard !isRunning else {
      throw PyError(.runtimeError, "a line of a walkthrough cannot step through it")
    }
    isRunning = true
    defer { isRunning = false }
    return try work()
  }
}
