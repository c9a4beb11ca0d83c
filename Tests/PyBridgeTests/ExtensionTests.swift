import FoundationEssentials
import PyBridge
import SystemPackage
import Testing

/// Cython is compiled once for each interpreter, and then loaded without Cython and compiler.
@Suite(.serialized) struct ExtensionTests {
  let scratch: Scratch
  let snippet = Snippet(
    "cython", make: "Point()", package: .init(name: "cython", module: "Cython"),
    extensionSource: """
      cdef class Point:
          cdef public int x, y

      """)

  init() throws { scratch = try Scratch() }

  /// A Cython that is called as the real one is, and knows this one class.
  private func fakeCython() throws -> FilePath {
    let source = """
      #include <Python.h>
      typedef struct { PyObject_HEAD int x, y; } Point;
      static PyTypeObject Type = { PyVarObject_HEAD_INIT(NULL, 0) };
      static PyObject *make(void) {
        Type.tp_name = "Point"; Type.tp_basicsize = sizeof(Point);
        Type.tp_flags = Py_TPFLAGS_DEFAULT; Type.tp_new = PyType_GenericNew;
        PyType_Ready(&Type);
        return (PyObject *)&Type;
      }
      #if PY_MAJOR_VERSION == 2
      PyMODINIT_FUNC init@NAME@(void) {
        PyModule_AddObject(Py_InitModule("@NAME@", NULL), "Point", make());
      }
      #else
      static PyModuleDef def = { PyModuleDef_HEAD_INIT, "@NAME@", NULL, -1 };
      PyMODINIT_FUNC PyInit_@NAME@(void) {
        PyObject *module = PyModule_Create(&def);
        PyModule_AddObject(module, "Point", make());
        return module;
      }
      #endif
      """
    let compiler = """
      import os, sys
      def setuptools_main():
          output = sys.argv[sys.argv.index('-o') + 1]
          name = os.path.splitext(os.path.basename(output))[0]
          with open(os.path.join(os.path.dirname(__file__), 'template.c')) as file:
              text = file.read()
          with open(output, 'w') as file:
              file.write(text.replace('@NAME@', name))
          return 0
      """
    _ = try scratch.file("site/Cython/__init__.py", "__version__ = '9.8.7'\n")
    _ = try scratch.file("site/Cython/Compiler/__init__.py", "")
    _ = try scratch.file("site/Cython/Compiler/Main.py", compiler)
    _ = try scratch.file("site/Cython/Compiler/template.c", source)
    return scratch.folder.appending("site")
  }

  @Test(arguments: await Fixture.interpreters.value)
  func compiledOnce(interpreter: Interpreter) async throws {
    let site = try fakeCython()
    let first = try await Fixture.pool(scratch)
      .measure(.init(interpreter, [snippet], paths: [site]))
    try skipIfNothingToCompileWith(first) {
      #expect(first.map(\.status) == [.measured], "\(first)")
      #expect(first.map(\.packageVersion) == ["9.8.7"])
    }
    guard first.first?.status == .measured else { return }
    var environment = Fixture.environment
    environment["PATH"] = "/none"
    let pool = try Fixture.pool(scratch, environment: environment)
    for interpreter in [interpreter, interpreter.fromOutside] {
      let again = await pool.measure(.init(interpreter, [snippet]))
      #expect(again == first)
    }
  }

  /// A machine without a C compiler or without an interpreter's headers has nothing to check.
  private func skipIfNothingToCompileWith(_ measured: [Measurement], _ body: () -> Void) throws {
    let reason = measured.first?.reason ?? ""
    if !reason.hasPrefix("no C compiler") && !reason.hasPrefix("no Python.h") { body() }
  }

  @Test(arguments: await Fixture.interpreters.value)
  func withoutCompiler(interpreter: Interpreter) async throws {
    let site = try fakeCython()
    var environment = Fixture.environment
    environment["PATH"] = "/none"
    environment["CC"] = nil
    let measured = try await Fixture.pool(scratch, environment: environment)
      .measure(.init(interpreter, [snippet], paths: [site]))
    #expect(measured.map(\.reason) == ["no C compiler: install gcc"])
    #expect(measured.map(\.status) == [.unavailable])
  }

  @Test(arguments: await Fixture.interpreters.value)
  func cacheThatCannotBeWritten(interpreter: Interpreter) async throws {
    let site = try fakeCython()
    let file = try scratch.file("file", "no folder")
    let pool = WorkerPool(
      executable: try Fixture.worker, environment: Fixture.environment,
      cache: file.appending("cache"))
    let measured = await pool.measure(.init(interpreter, [snippet], paths: [site]))
    try skipIfNothingToCompileWith(measured) {
      #expect(measured.map(\.status) == [.measured], "\(measured)")
    }
  }

  @Test func compilerThatFails() async throws {
    let site = try fakeCython()
    let interpreter = try #require(await Fixture.interpreters.value.first)
    var environment = Fixture.environment
    environment["CC"] = try scratch.script("cc", "echo 'a.c:1: error: no luck' >&2; exit 1").string
    let measured = try await Fixture.pool(scratch, environment: environment)
      .measure(.init(interpreter, [snippet], paths: [site]))
    try skipIfNothingToCompileWith(measured) {
      #expect(measured.first?.reason == "RuntimeError: cc failed: a.c:1: error: no luck")
    }
  }
}
