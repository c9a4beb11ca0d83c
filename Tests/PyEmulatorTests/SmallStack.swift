import Foundation

/// A thread with as little stack as those that Swift's tasks run on have where it is least.
enum SmallStack {
  private static let size = 512 << 10

  /// Runs a function there to its end.
  static func run<Answer: Sendable>(
    _ body: @escaping @Sendable () throws -> Answer
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result(catching: body)) }
      thread.stackSize = size
      thread.start()
    }
  }
}
