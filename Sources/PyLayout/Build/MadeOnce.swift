internal import Synchronization

/// Values that are made once in a process for each key, such as what follows from a build alone.
package final class MadeOnce<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let made = Mutex<[Key: Value]>([:])
  private let make: @Sendable (Key) -> Value

  /// Values that a function makes.
  package init(_ make: @escaping @Sendable (Key) -> Value) { self.make = make }

  /// The value for a key.
  package subscript(key: Key) -> Value {
    if let value = made.withLock({ $0[key] }) { return value }
    // Two threads may make one: the first stays
    let value = make(key)
    return made.withLock { made in
      let kept = made[key] ?? value
      made[key] = kept
      return kept
    }
  }
}
