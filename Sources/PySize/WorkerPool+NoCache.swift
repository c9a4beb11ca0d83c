public import PyBridge
public import SystemPackage

extension WorkerPool {
  /// A cache that nothing can be written into: extensions are compiled anew each time.
  public static let noCache: FilePath = "/dev/null"
}
