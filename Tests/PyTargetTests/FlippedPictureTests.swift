import FoundationEssentials
import OracleSupport
import PyHeap
import PyLayout
import PyMemory
import PyTarget
import SeededRandom
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Saved pictures with bytes changed: refused with one line, or looked at as far as they go.
@Suite struct FlippedPictureTests {
  /// Cases for each interpreter: ten of these have 10,000.
  private static let cases = SplitMix64.cases(of: 1000)
  /// CPU time that one may take, in seconds: some forty times what a whole one takes.
  private static let timeLimit = 10.0
  /// Bytes of memory that this process may come to use beside what it uses anyway.
  private static let memoryLimit = 2 << 30

  @Test("changed pictures are errors, not crashes", arguments: await LiveBuild.all())
  func flipped(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    try await interpreter.withTarget { target in
      let path = "\(target.folder)/picture"
      try ProcessPicture(ofProcess: target.pid).save(to: path)
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let head = Int(Self.number(bytes, 24))
      let file = unsafe open(path, O_RDWR)
      defer { close(file) }
      var random = SplitMix64(seed: SplitMix64.seed)
      let before = Self.memory
      for number in 0..<Self.cases {
        let isHead = random.chance(25)
        let count = Int.random(in: 1...4, using: &random)
        let flips = (0..<count).map { _ in Self.flip(bytes, isHead ? head : nil, &random) }
        for flip in flips { Self.write(flip.bytes, at: flip.place, to: file) }
        var changed = bytes[..<head]
        for flip in flips {
          for (index, byte) in flip.bytes.enumerated() where flip.place + index < head {
            changed[flip.place + index] = byte
          }
        }
        // Somebody who makes one up would make up its checksum as well
        let isMadeUp = isHead && random.chance(75)
        if isMadeUp {
          let sum = ProcessPicture.checksum(ofSavedHead: Array(changed))
          Self.write((0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }, at: 32, to: file)
        }
        let name =
          "\(interpreter.build): case \(number), seed \(SplitMix64.seed): \(flips), made up: \(isMadeUp)"
        let start = cpuTime
        do {
          let heap = try ProcessHeap(in: ProcessPicture(ofSaved: path))
          #expect(isMadeUp || changed == bytes[..<head], "\(name)")
          #expect(heap.resident >= 0, "\(name)")
        } catch {
          #expect(!"\(error)".contains("\n"), "\(name)")
        }
        #expect(cpuTime - start < Self.timeLimit, "\(name)")
        for flip in flips {
          Self.write(
            Array(bytes[flip.place..<flip.place + flip.bytes.count]), at: flip.place, to: file)
        }
        Self.write(Array(bytes[32..<40]), at: 32, to: file)
      }
      #expect(Self.memory - before < Self.memoryLimit)
    }
  }

  private struct Flip: CustomStringConvertible {
    let place: Int
    let bytes: [UInt8]
    var description: String { "\(bytes) at \(place)" }
  }

  /// Noise, a number that is huge or negative, or what stands elsewhere: a pointer, mostly.
  private static func flip(_ bytes: [UInt8], _ head: Int?, _ random: inout SplitMix64) -> Flip {
    let place = Int.random(in: 0..<(head ?? bytes.count) / 8 - 1, using: &random) * 8
    let count = random.pick([1, 2, 4, 8, 8, 8])
    let word: UInt64 =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: random.next()
      case 1: 0
      case 2: UInt64.max
      case 3: number(bytes, place) ^ 1 << UInt64.random(in: 0..<64, using: &random)
      case 4: (1 << UInt64.random(in: 0..<64, using: &random)) &- 1
      case 5: number(bytes, place) &+ UInt64.random(in: 0..<9, using: &random)
      default: number(bytes, Int.random(in: 0..<bytes.count / 8, using: &random) * 8)
      }
    return Flip(
      place: place, bytes: (0..<count).map { UInt8(truncatingIfNeeded: word >> (UInt64($0) * 8)) })
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> UInt64 {
    bytes[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func write(_ bytes: [UInt8], at place: Int, to file: Int32) {
    unsafe bytes.withUnsafeBytes { bytes in
      _ = unsafe pwrite(file, bytes.baseAddress, bytes.count, off_t(place))
    }
  }

  /// The most memory that this process ever used, in bytes.
  private static var memory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line.flatMap { Int($0.filter(\.isNumber)) } ?? 0) * 1024
  }
}
