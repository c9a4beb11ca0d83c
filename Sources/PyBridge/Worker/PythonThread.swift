#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The thread that Python runs on, with a stack as large as a Python expects of a main thread.
enum PythonThread {
  private final class Body {
    let main: @Sendable () -> Int32
    init(_ main: @escaping @Sendable () -> Int32) { self.main = main }
  }

  private static let stackSize = 16 << 20

  /// Starts the thread; when `main` returns, the process ends with its code.
  static func start(_ main: @escaping @Sendable () -> Int32) throws(WorkerFault) {
    let body = unsafe Unmanaged.passRetained(Body(main))
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { unsafe attributes.deallocate() }
    unsafe pthread_attr_init(attributes)
    unsafe pthread_attr_setstacksize(attributes, stackSize)
    var thread = pthread_t()
    let failure = unsafe pthread_create(
      &thread, attributes,
      { body in
        guard let body = unsafe body else { return nil }
        _exit(unsafe Unmanaged<Body>.fromOpaque(body).takeRetainedValue().main())
      }, body.toOpaque())
    unsafe pthread_attr_destroy(attributes)
    guard failure == 0 else { throw WorkerFault("cannot start a thread: error \(failure)") }
  }
}
