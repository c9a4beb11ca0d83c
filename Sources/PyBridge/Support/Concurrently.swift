#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// How many processors are there to use.
package var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// The results of a job for each item, in the items' order; at most `limit` run at a time.
package func concurrently<Item: Sendable, Output: Sendable>(
  _ items: [Item], limit: Int = processorCount,
  _ job: @Sendable @escaping (Item) async -> Output
) async -> [Output] {
  await withTaskGroup(of: (Int, Output).self) { group in
    var waiting = items.enumerated().makeIterator()
    func startNext() {
      guard let (index, item) = waiting.next() else { return }
      group.addTask { (index, await job(item)) }
    }
    for _ in 0..<max(1, limit) { startNext() }
    var outputs: [(Int, Output)] = []
    while let output = await group.next() {
      outputs.append(output)
      startNext()
    }
    return outputs.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
