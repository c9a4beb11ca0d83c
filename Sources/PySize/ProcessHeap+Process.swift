public import PyHeap
internal import PyLayout
public import PyMemory
public import PyTarget

/// Why the heap of a process cannot be told.
public enum HeapTargetError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The process cannot be read.
  case process(ProcessError)
  /// What was read of a process holds no heap that is understood.
  case heap(HeapError, of: String)

  /// One line: what, which, and what to do.
  public var description: String {
    switch self {
    case .process(let error): "\(error)"
    case .heap(let error, let what): "\(what): \(error)"
    }
  }
}

extension ProcessHeap {
  /// The heap of a live process, of which a picture is taken until one holds together.
  ///
  /// - Parameters:
  ///   - pid: the process, which this one may trace: a child, or any process for root.
  ///   - pausing: whether it is stopped meanwhile.
  /// - Throws: ``HeapTargetError`` when it cannot be read, or none of several pictures held together.
  public init(
    ofProcess pid: Int32, pausing: ProcessPicture.Pausing = .auto
  ) throws(HeapTargetError) {
    self = try Self.taking(pid, pausing).heap
  }

  /// The heap of a live process, with the picture it was found in.
  package static func taking(
    _ pid: Int32, _ pausing: ProcessPicture.Pausing
  ) throws(HeapTargetError) -> (heap: ProcessHeap, picture: ProcessPicture) {
    var failure = HeapError.noCPython
    let build: Build
    do throws(ProcessError) {
      build = try Build(ofUntouchedProcess: pid)
    } catch {
      throw .process(error)
    }
    var damaged: (heap: ProcessHeap, picture: ProcessPicture)?
    // A collection may be under way, or what runs has torn the picture, or stands in the middle of a change
    for attempt in 0..<50 {
      if attempt > 0 { ProcessPicture.rest(milliseconds: min(attempt, 20)) }
      let picture: ProcessPicture
      do throws(ProcessError) {
        picture = try ProcessPicture(
          ofProcess: pid, pausing: pausing,
          // PEP 475
          mayInterrupt: build.version >= Version(3, 5))
      } catch {
        throw .process(error)
      }
      do throws(HeapError) {
        let heap = try ProcessHeap(in: picture)
        // What is damaged in the same places a moment later is so in the process
        if heap.damage.isEmpty || heap.damage == damaged?.heap.damage { return (heap, picture) }
        damaged = (heap, picture)
      } catch {
        switch error {
        case .collecting, .torn: failure = error
        default: throw .heap(error, of: "process \(pid)")
        }
      }
    }
    if let damaged { return damaged }
    throw .heap(failure, of: "process \(pid)")
  }
}
