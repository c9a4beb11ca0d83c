package import PyBridge
package import PyInspector
package import PyLayout
import PyMemory

extension Inspector<PagedMemory> {
  /// Reads what a snippet has made, each page of it once: it stays as it is while one looks.
  package init(_ build: Build, reading made: WorkerPool.Made) {
    self.init(build, reading: PagedMemory(of: made.memory))
  }
}
