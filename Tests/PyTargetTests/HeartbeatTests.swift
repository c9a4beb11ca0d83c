import FoundationEssentials
import OracleSupport
import PyLayout
import PyMemory
import PyTarget
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A process that never rests stands still no longer than is printed.
@Suite struct HeartbeatTests {
  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().path + "/Python/heartbeat.py"

  /// How many pictures are taken: what the machine does beside them adds to some, what is not printed to
  /// each.
  private static let looks = 20
  /// What a heartbeat may be longer than the pause, in ns: it takes a while to look at its clock.
  private static let most = 1_000_000.0

  /// `CLOCK_MONOTONIC`, in ns.
  private static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  private static func time(of leap: [Double]) -> ClosedRange<Double> {
    leap[0]...leap[1]
  }

  @Test("no heartbeat is missed beyond the pause", arguments: await LiveBuild.newest())
  func thePauseIsTrue(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    guard FileManager.default.fileExists(atPath: "/proc/self/schedstat") else {
      print("skipped: heartbeats because the kernel does not say how long a thread waited here")
      return
    }
    try await interpreter.converse(Self.script, extra: [:]) { conversation in
      let _: Int = try await conversation.hear()
      var pictures: [(time: ClosedRange<Double>, pause: Double)] = []
      for _ in 0..<Self.looks {
        let start = Self.now
        let picture = try ProcessPicture(ofProcess: conversation.pid, pausing: .stop)
        guard case .stopped(let seconds) = picture.pause else {
          Issue.record("\(interpreter.build): \(picture.pause)")
          continue
        }
        pictures.append((start...Self.now, seconds * 1e9))
        try await Task.sleep(for: .milliseconds(5))
      }
      let leaps: [[Double]] = try await conversation.ask(0)
      let beyond = pictures.map { picture in
        let felt = leaps.filter { Self.time(of: $0).overlaps(picture.time) }.max { $0[2] < $1[2] }
        // Each is felt, or it was none
        guard let felt else { return Double.infinity }
        // Where it did not run between two of them, it felt one
        let pauses = pictures.filter { $0.time.overlaps(Self.time(of: felt)) }.map(\.pause)
        return felt[2] - pauses.reduce(0, +)
      }
      let middle = beyond.sorted()[beyond.count / 2]
      #expect(middle <= Self.most, "\(interpreter.build): \(beyond) ns beyond the pauses")
      print(
        "checked: \(interpreter.build): pauses are true to \(Int(middle / 1000)) µs")
    }
  }
}
