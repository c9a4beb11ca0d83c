import OracleSupport
import PyLayout
import Testing

/// The structs that lead into a process's heap beside the C compiler's, on the internal headers of each
/// interpreter.
@Suite struct RuntimeStructTests {
  @Test(
    "offsets of the runtime's structs are the C compiler's",
    .enabled(if: CCompiler.isHere, "no C compiler: cc is not on PATH"),
    arguments: await LiveBuild.withRoots())
  func layoutsAreTheCompilers(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard let include = interpreter.include, build.version >= Version(3, 7) else {
      print("skipped: the runtime's structs of \(build) because no installed header shows them")
      try Test.cancel("\(build) has no internal headers")
    }
    try await Self.compare(build, with: include, of: interpreter)
    // The same headers are those of the free-threaded build
    if build.version >= Version(3, 13), !build.isFreeThreaded {
      let sibling = try Build(
        build.version, pointerSize: build.pointerSize, isFreeThreaded: true, isDebug: build.isDebug)
      try await Self.compare(sibling, with: include, of: interpreter)
    }
  }

  private static func compare(
    _ build: Build, with include: String, of interpreter: Interpreter
  ) async throws {
    let rows = rows(on: build)
    let prints = rows.map { name, row in
      "P(offsetof(\(name), \(row.path)), sizeof(((\(name) *)0)->\(row.path)))"
    }
    let output = try await CCompiler.output(
      of: """
        #define Py_BUILD_CORE 1
        \(build.isFreeThreaded ? "#define Py_GIL_DISABLED 1" : "")
        #include <Python.h>
        #include <stddef.h>
        #include <stdio.h>
        \(headers(on: build))
        #define P(a, b) printf("%ld %ld\\n", (long)(a), (long)(b));
        int main(void) {
        \(prints.joined(separator: "\n"))
        return 0;
        }

        """, include: [include, "\(include)/internal"], on: build, in: interpreter.root)
    let answers = output.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }
    #expect(answers.count == rows.count, "\(build)")
    for ((name, row), answer) in zip(rows, answers) {
      #expect(
        answer == [row.offset.rawValue, row.size],
        "\(build): offset and size of \(name).\(row.path), model \([row.offset.rawValue, row.size])"
      )
    }
    print("checked: \(build): \(rows.count) fields of the runtime's structs")
  }

  private static func headers(on build: Build) -> String {
    if build.version < Version(3, 8) {
      return "#include <internal/mem.h>\n#include <internal/pystate.h>"
    }
    var headers = build.version < Version(3, 14) ? "#include <internal/pycore_pystate.h>\n" : ""
    if build.version >= Version(3, 9) {
      headers += "#include <internal/pycore_interp.h>\n#include <internal/pycore_runtime.h>\n"
    }
    if build.version >= Version(3, 13) { headers += "#include <internal/pycore_mimalloc.h>\n" }
    return headers
  }

  private static func rows(on build: Build) -> [(String, FieldRow)] {
    func rows<S: CStruct>(_ type: S.Type, _ name: String) -> [(String, FieldRow)] {
      // Bit-fields, which one row shows together, have no offset in C
      S.layout(on: build).rows.filter { !$0.name.contains(", ") }.map { (name, $0) }
    }
    var all =
      rows(gc_generation.self, "struct gc_generation")
      + rows(_gc_runtime_state.self, "struct _gc_runtime_state")
    if build.version >= Version(3, 13) {
      all +=
        rows(mi_segment_t.self, "mi_segment_t") + rows(mi_page_t.self, "mi_page_t")
        + rows(mi_heap_t.self, "mi_heap_t")
    }
    if build.version >= Version(3, 12) {
      all +=
        rows(arena_object.self, "struct arena_object")
        + rows(pool_header.self, "struct pool_header")
    }
    all += rows(_ts.self, "PyThreadState")
    if build.version >= Version(3, 11) { all += rows(_PyStackChunk.self, "_PyStackChunk") }
    all +=
      build.version >= Version(3, 13)
      ? rows(_Py_DebugOffsets.self, "_Py_DebugOffsets")
      : rows(_PyRuntimeState.self, "_PyRuntimeState")
    return all
  }
}
