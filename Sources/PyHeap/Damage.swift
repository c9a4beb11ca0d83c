internal import PyLayout
internal import PyMemory

/// What of a picture does not hold together, or was not copied: it is left out and said, and the rest goes on.
///
/// A picture whose bytes are of one moment has what the process had: what is damaged in it is damaged there,
/// and where somebody has written over the head of a pool the others are whole. Of one that was copied while
/// the process ran nothing is believed then: what fails one check of it passes others by chance.
struct Damage {
  /// What is left out, one by one.
  enum Part: String, CaseIterable {
    case arenas
    case pools
    case segments = "segments of mimalloc's"
    case pages = "pages of mimalloc's"
    case heaps = "parts of malloc's heaps"
    case lists = "lists of the collector's"
  }

  /// What is wrong with one.
  struct Fault: Error {
    let what: String
    /// Whether nothing is wrong but that its bytes are not there.
    var isNotCopied = false

    static let notCopied = Fault(what: "was not copied", isNotCopied: true)
  }

  private struct Count {
    var all = 0
    var faulty = 0
    var notCopied = 0
    var bytes = 0
    var first = ""
  }

  private let build: Build
  private let isOfOneMoment: Bool
  private var counts: [Part: Count] = [:]

  init(of picture: ProcessPicture, _ build: Build) {
    self.build = build
    isOfOneMoment = picture.isOfOneMoment
  }

  /// Leaves out bytes.
  ///
  /// - Parameter name: which it is: `the pool at 0x…`.
  /// - Throws: ``HeapError`` when the picture is of several moments.
  mutating func leaveOut(
    _ part: Part, _ name: String, _ fault: Fault, bytes: Int = 0
  ) throws(HeapError) {
    if !fault.isNotCopied && !isOfOneMoment {
      throw .torn("\(name) \(fault.what)", build: build)
    }
    if counts[part, default: Count()].first.isEmpty {
      counts[part, default: Count()].first = "\(name) \(fault.what)"
    }
    counts[part, default: Count()].bytes += bytes
    if fault.isNotCopied {
      counts[part, default: Count()].notCopied += 1
    } else {
      counts[part, default: Count()].faulty += 1
    }
  }

  /// Says how many there are of a part.
  ///
  /// - Throws: ``HeapError`` when more than one, and more than a tenth of them, do not hold together: that is
  ///   no accident of a place, and nothing says that the others are what they look like.
  mutating func count(_ part: Part, of all: Int) throws(HeapError) {
    guard var count = counts[part] else { return }
    if count.faulty > 1, count.faulty * 10 > all {
      throw .torn(
        "\(count.first), and \(count.faulty - 1) more of \(all) \(part.rawValue)", build: build)
    }
    count.all = all
    counts[part] = count
  }

  /// A line for each part of which something is left out.
  var lines: [String] {
    Part.allCases.compactMap { part in
      guard let count = counts[part] else { return nil }
      let number = count.faulty + count.notCopied
      return "not read: \(number)" + (count.all > 0 ? " of \(count.all)" : "")
        + " \(part.rawValue)" + (count.bytes > 0 ? ", \(count.bytes) bytes" : "")
        + ": \(count.first)"
    }
  }
}
