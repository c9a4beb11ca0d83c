import PyLayout
import PyMemory

/// Memory that the C compiler and the loader placed, not the allocator: static types, singletons.
final class Statics {
  private let memory: EmulatedMemory
  private var next = Address.null
  private var end = Address.null

  init(_ memory: EmulatedMemory) { self.memory = memory }

  /// Zeroed bytes that are never freed.
  func allocate(_ size: Int) throws(PyError) -> Address {
    let size = size.roundedUp(to: 16)
    if end.rawValue &- next.rawValue < UInt64(size) {
      let chunk = max(1 << 16, size)
      do throws(MemoryError) {
        next = try memory.map(chunk)
      } catch {
        throw PyError(error)
      }
      end = next + chunk
    }
    defer { next = next + size }
    return next
  }
}
