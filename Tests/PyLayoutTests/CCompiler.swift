import FoundationEssentials
import OracleSupport
import PyLayout

/// The machine's C compiler: `cc`.
struct CCompiler {
  /// Whether there is one; without it the tests that need it are skipped.
  static let isHere = Oracle.onPath("cc") != nil

  /// What a C program prints when it is compiled for a build and run.
  ///
  /// - Parameter root: the folder whose compiler is asked, entered by chroot(8), in place of the machine's.
  /// - Throws: ``Oracle/Failure`` with the compiler's own words when it does not compile.
  static func output(
    of source: String, include: [String], on build: Build, in root: String? = nil
  ) async throws -> String {
    let folder = root == nil ? FileManager.default.temporaryDirectory.path : "/tmp"
    let program = "\(folder)/pysize-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: (root ?? "") + program) }
    let target = build.pointerSize == 4 ? ["-m32"] : []
    let compiler = root == nil ? Oracle.onPath("cc") ?? "cc" : "/usr/bin/cc"
    _ = try await Oracle.run(
      compiler,
      target + include.map { "-I\($0)" }
        // Without the functions in headers, which call CPython's
        + ["-O1", "-w", "-x", "c", "-", "-o", program],
      in: root, input: source)
    return try await Oracle.run(program, [], in: root)
  }
}

extension MirroredStruct {
  /// A C program that prints `sizeof` and `_Alignof` each struct, then `offsetof` and `sizeof` each
  /// of its fields, one line for each.
  static func program(
    printing structs: [MirroredStruct], on build: Build, including headers: String = ""
  ) -> String {
    let version = build.version
    let prints = structs.flatMap { one in
      ["P(sizeof(\(one.cName)), __alignof__(\(one.cName)))"]
        + one.rows.map { row in
          "P(offsetof(\(one.cName), \(row.path)), sizeof(((\(one.cName) *)0)->\(row.path)))"
        }
    }
    return """
      \(version < Version(3, 9) ? "" : "#define Py_BUILD_CORE 1")
      #include <Python.h>
      #include <structmember.h>
      #include <datetime.h>
      #include <stddef.h>
      #include <stdio.h>
      \(version < Version(3, 9) ? "" : "#include <internal/pycore_gc.h>")
      \(version < Version(3, 11) ? "#include <longintrepr.h>" : "#include <internal/pycore_dict.h>")
      #include <frameobject.h>
      \(version >= Version(3, 11) ? "#include <internal/pycore_frame.h>" : "")
      \(version < Version(3, 10) && version >= Version(3, 0) ? "#include <node.h>" : "")
      \(version >= Version(3, 11) ? "#include <internal/pycore_moduleobject.h>" : "")
      \(version >= Version(3, 12) ? "#include <internal/pycore_range.h>" : "")
      \(headers)
      #define P(a, b) printf("%ld %ld\\n", (long)(a), (long)(b));
      int main(void) {
      \(prints.joined(separator: "\n"))
      return 0;
      }

      """
  }
}
