import PySize

extension Lesson {
  static let traceback = Lesson(
    "traceback", "An exception that somebody keeps", .references, .advanced,
    asks: Question(
      """
      def load(): data = bytes(1_000_000); raise ValueError. The caller catches the exception and
      appends it to a list of errors. How many bytes of data are still there on CPython 3.13? Guess.
      """,
      python: program + """
        print(sys.getsizeof(kept.__traceback__.tb_next.tb_frame.f_locals['data']))
        """
    ) { build in
      let heap = try Heap(build)
      return try heap.size(of: heap.makeBytes(of: Array(repeating: 0, count: 1_000_000)))
    },
    shows: {
      let builds = try ["3.7", "3.10", "3.11", "3.13"].map { try Build(parsing: $0) }
      let header: [any CustomStringConvertible] = [
        "", "exception", "traceback", "frame of one variable",
      ]
      let heap = try Heap(of: "3.13")
      let data = try heap.makeBytes(of: Array(repeating: 0, count: 1_000_000))
      return [
        Figure(
          "sys.getsizeof of what it holds, laid out without an interpreter",
          [header]
            + builds.map { build in
              [
                "CPython \(build.version.major).\(build.version.minor)",
                PyType.baseException(on: build).shallowSize(),
                PyType.traceback(on: build).shallowSize(),
                StandardObject.frame(load(on: build)).shallowSize(on: build) ?? 0,
              ]
            },
          python: program + """
            tb = kept.__traceback__
            for one in kept, tb, tb.tb_next.tb_frame: print(sys.getsizeof(one))
            """),
        Figure("the local variable data: \(try heap.size(of: data)) bytes"),
      ]
    },
    explains: """
      An exception refers to its traceback, a traceback to its frame and to the next one
      (PyTraceBack_Here, Python/traceback.c), and a frame to all its local variables. The three are
      small; what they hold is not. It is freed with the exception: at the end of except ... as error,
      which deletes the name, unless somebody else has kept it. traceback.clear_frames(tb), or
      error.with_traceback(None), lets the variables go and keeps the error.
      """,
    leaves: Question(
      """
      A function calls itself until it is ten calls deep, each with data = bytes(1000), and raises
      there; the exception is kept. What do sys.getsizeof of these ten data and of their ten
      tracebacks add up to on CPython 3.13?
      """,
      python: """
        import sys
        def load(depth):
            data = bytes(1000)
            if depth == 1: raise ValueError
            load(depth - 1)
        try: load(10)
        except ValueError as error: kept = error
        size, tb = 0, kept.__traceback__.tb_next
        while tb:
            size += sys.getsizeof(tb) + sys.getsizeof(tb.tb_frame.f_locals['data'])
            tb = tb.tb_next
        print(size)
        """
    ) { build in
      let heap = try Heap(build)
      let data = try heap.size(of: heap.makeBytes(of: Array(repeating: 0, count: 1000)))
      return 10 * (data + PyType.traceback(on: build).shallowSize())
    })

  private static let program = """
    import sys
    def load():
        data = bytes(1000000)
        raise ValueError
    try: load()
    except ValueError as error: kept = error

    """

  /// The code of `load` as far as its frame's size goes: one variable, and a stack for a function with
  /// its argument, since 3.11 with a NULL as well.
  private static func load(on build: Build) -> CodeShape {
    CodeShape(
      codeSize: 40, nlocals: 1, cellvars: 0, argumentCells: 0, freevars: 0,
      stacksize: build.version < Version(3, 11) ? 2 : 3)
  }
}
