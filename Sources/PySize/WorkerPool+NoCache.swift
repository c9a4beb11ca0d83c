public import PyBridge
public import SystemPackage

extension WorkerPool {
  /// A cache that nothing can be written into: extensions are compiled each time anew.
  public static let noCache: FilePath = "/dev/null"
}
