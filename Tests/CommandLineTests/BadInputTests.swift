import CommandLineSupport
import SystemPackage
import Testing

/// Each bad input gets one clear line and the right exit code.
@Suite struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    let exitCode: Int32
    let says: String
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ arguments: String, _ exitCode: Int32, _ says: String) {
      self.arguments = arguments.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      self.exitCode = exitCode
      self.says = says
    }
  }

  static let many = (0..<300).map { "f\($0)" }.joined(separator: ",")

  private static func commas(_ count: Int) -> String {
    (1...count).map(String.init).joined(separator: ",")
  }

  private static let samples = Checkout.root.appending("Samples/Python").string
  private static let bad = Checkout.root.appending("Tests/CommandLineTests/Python/bad").string

  static let cases = [
    Case("compare --fields class", 64, "'class' is a keyword of Python"),
    Case("compare --fields x,y,x", 64, "'x' stands there twice"),
    Case("compare --fields 1x", 64, "'1x' is no identifier"),
    Case("compare --fields x,,y", 64, "'' is no identifier"),
    Case("compare --fields ''", 64, "no field is named"),
    Case("compare --instances many", 64, "'many' is no number of instances"),
    Case("compare --instances=-5", 64, "'-5' is not between 1 and 1e12"),
    Case("compare --instances 1e99999999999999999999", 64, "not between 1 and 1e12"),
    Case("compare --instances 99999999999999999999999", 64, "not between 1 and 1e12"),
    Case("compare --instances \(commas(21))", 64, "--instances takes at most 20 numbers, not 21"),
    Case("compare --fields \(commas(4097))", 64, "4097 fields are more than the 4096"),
    Case("layout class --fields \(commas(15_000))", 64, "15000 fields are more than"),
    Case("layout -e 1 --fields a", 64, "--fields goes with a record"),
    Case("layout type:int --fields a", 64, "--fields goes with a record"),
    Case("layout shop.py:Order --fields a", 64, "--fields goes with a record"),
    Case("estimate -e 1 --fields a", 64, "--fields goes with a record"),
    Case("bytes -e 1 --fields a", 64, "--fields goes with a record"),
    Case("layout /dev/zero:C", 64, "zero is no regular file"),
    Case("estimate /dev/zero:C", 64, "zero is no regular file"),
    Case("layout /:C", 64, "is no regular file"),
    Case("compare --nth 0", 64, "--nth takes a number from 1"),
    Case("compare --build 3.11t", 64, "free-threaded builds exist from 3.13 on"),
    Case("compare --build 3.5", 64, "CPython 3.5 is not covered"),
    Case("compare --build 4.0", 64, "CPython 4.0 is not covered"),
    Case("compare --build pypy", 64, "'pypy' is not a build"),
    Case("compare --build 3.13 --python 3.13", 64, "leave --python out"),
    Case("compare nonsense", 64, "there is no record 'nonsense'"),
    Case("compare --format yaml", 64, "yaml"),
    Case("nonsense", 64, "there is no command 'nonsense': there are compare, article"),
    Case("cmpare", 64, "there is no command 'cmpare' (did you mean 'compare'?)"),
    Case("laoyut class", 64, "did you mean 'layout'?"),
    Case("estimat class", 64, "did you mean 'estimate'?"),
    Case("compare clas", 64, "there is no record 'clas' (did you mean 'class'?)"),
    Case("compare tulpe", 64, "did you mean 'tuple'?"),
    Case("layout slot", 64, "did you mean 'slots'?"),
    Case("compare --format jsn", 64, "there is no format 'jsn' (did you mean 'json'?)"),
    Case("compare --nth 1.5", 64, "--nth takes a number from 1"),
    Case("compare --nth 1e6", 64, "--nth takes a number from 1"),
    Case("compare --nth 1__0", 64, "--nth takes a number from 1"),
    Case("compare --instances 1.25", 64, "'1.25' is no number of instances"),
    Case("compare --instances 2.5e0", 64, "'2.5e0' is no number of instances"),
    Case("compare --instances 1e6.5", 64, "'1e6.5' is no number of instances"),
    Case("compare --instances _1", 64, "'_1' is no number of instances"),
    Case("verify --cases 1.5", 64, "a number from 1 to 1e9"),
    Case("compare --python /no/such/python", 69, "does not exist"),
    Case("compare --python /", 69, "is a directory"),
    Case("compare --python no-such-command", 69, "no such command"),
    Case("compare --python 3.5", 69, "3.5"),
    Case("estimate", 64, "name a record"),
    Case("estimate nothing", 64, "there is no record 'nothing'"),
    Case("estimate class -e 1", 64, "one of the two"),
    Case("estimate -e f()", 64, "-e: column"),
    Case("estimate class --python 3.13", 64, "--python goes with a class of yours"),
    Case("verify --format svg", 64, "--format svg draws compare, article, layout"),
    Case("bytes class --format svg", 64, "--format svg draws compare, article, layout"),
    Case("layout", 64, "name a record"),
    Case("layout nothing", 64, "there is no record 'nothing'"),
    Case("layout [1,2,3]", 64, "an expression goes with -e"),
    Case("layout shop.py", 64, "a class of yours is FILE.py:CLASS"),
    Case("bytes 42", 64, "a Python literal goes with -e"),
    Case(
      "layout type:nothing", 64,
      "no type 'nothing' is known by its name: there are NameError, NoneType"),
    Case(
      "layout type:UnionType --build 3.9", 69, "3.9.25: there is no type 'UnionType' on this build"),
    Case("layout class -s x=1", 64, "--setup goes with an expression"),
    Case("layout class --values 1", 64, "--values goes with a class of yours"),
    Case("layout class --nth 0", 64, "--nth takes a number from 1"),
    Case("layout class --python all", 64, "--python takes one interpreter"),
    Case("layout class --build 3.13 --python 3.13", 64, "leave --python out"),
    Case("layout -e f() --build 3.13", 64, "-e: column"),
    Case("layout -e f()", 64, "NameError: name 'f' is not defined"),
    Case("layout -e 1+", 64, "SyntaxError: "),
    Case("layout -e 1 --nht 3", 64, "Unknown option '--nht'. Did you mean '--nth'?"),
    Case("layout --bogus", 64, "Unknown option '--bogus'"),
    Case("bytes --bogus", 64, "Unknown option '--bogus'"),
    Case("bytes -s x=1 -e 1", 64, "Unknown option '-s'"),
    Case("estimate --instnaces 5 class", 64, "Unknown option '--instnaces'"),
    Case("compare --pyhton 3.13 class", 64, "Unknown option '--pyhton'. Did you mean '--python'?"),
    Case("verify --case 5 --format html", 64, "Unknown option '--case'. Did you mean '--cases'?"),
    Case("layout -s x==1 -e 1", 64, ": 1: --setup: NameError: name 'x' is not defined"),
    Case("layout -s x= -e 1", 64, ": 1: --setup: SyntaxError: "),
    Case("layout -s x=1 -e y", 64, ": y: NameError: name 'y' is not defined"),
    Case("layout -e __import__('os')._exit(3)", 64, "exited with code 3"),
    Case("layout class --python /no/such/python", 69, "does not exist"),
    Case("layout no-such-file.py:C", 64, "there is no file 'no-such-file.py'"),
    Case("layout \(samples)/shop.py:", 64, "names no class"),
    Case("layout \(samples)/shop.py:Nobody", 64, "shop.py has no class Nobody: it has "),
    Case("layout \(samples)/shop.py:Order --build 3.13", 64, "leave --build out"),
    Case("layout \(samples)/shop.py:Order --values 1", 64, "TypeError: "),
    Case("layout \(bad)/syntax.py:C", 64, "syntax.py does not parse: "),
    Case("layout \(bad)/raises.py:C", 64, "raises.py cannot be imported: line 4: ValueError: no"),
    Case("layout \(bad)/values.py:Unknown", 64, "Unknown cannot be built without a value for a"),
    Case("layout \(bad)/values.py:Refuses", 64, "Refuses cannot be built: ValueError: never"),
    Case(
      "layout \(bad)/values.py:Silent", 64, "Silent cannot be built: MemoryError: give its values"),
    Case("layout \(bad)/values.py:Silent --values 2", 64, "Silent cannot be built: MemoryError\n"),
    Case("layout \(bad)/values.py:Shape --setup assert(0)", 64, "--setup: AssertionError\n"),
    Case("layout \(bad)/values.py:Unsaid", 64, "Unspeakable: <exception str() failed>"),
    Case("estimate \(bad)/values.py:Shape.area", 69, "it is a function: what a call of it makes"),
    Case("estimate \(bad)/values.py:Counter", 69, "it is over OrderedDict, which is written in C"),
    Case(
      "layout \(bad)/values.py:Shape", 64,
      "Shape is abstract, without area: name a class below it: Circle"),
    Case("layout \(bad)/values.py:[][7]", 64, "[][7] in values.py: IndexError: "),
    Case("layout \(bad)/values.py:Circle()+", 64, "'Circle()+' is no name, nor an expression"),
    Case("layout \(bad)/values.py:Circle().b", 64, "values.py: AttributeError: "),
    Case("layout \(bad)/values.py:Circle --setup x=", 64, "--setup: SyntaxError: "),
    Case("layout no_such.module:C", 64, "no_such.module cannot be imported: ModuleNotFoundError: "),
    Case("verify --cases 0", 64, "a number from 1 to 1e9"),
    Case("verify --cases many", 64, "'many'"),
    Case("verify --seed -1", 64, "seed"),
    Case("verify --python /no/such/python", 69, "does not exist"),
    Case("shadow", 64, "name a program"),
    Case("shadow --nonsense x.py", 64, "there is no option '--nonsense'"),
    Case("shadow --answer maybe x.py", 64, "maybe"),
    Case("shadow --python /no/such/python x.py", 69, "does not exist"),
  ]

  @Test(arguments: cases) func oneClearLine(_ aCase: Case) async throws {
    let run = try await CommandLineRun(aCase.arguments)
    #expect(run.exitCode == aCase.exitCode, "\(run.errors)")
    #expect(run.errors.contains(aCase.says), "\(run.errors)")
    #expect(run.output.isEmpty)
    // ArgumentParser adds its usage lines after the error's own.
    let own = run.errors.split(separator: "\n").prefix {
      !$0.hasPrefix("Help:") && !$0.hasPrefix("Usage:")
    }
    #expect(own.count == 1, "\(run.errors)")
  }

  /// A number is written as people write it, the same for every option.
  @Test func numbersAreWrittenInManyWays() async throws {
    let same = ["25000000", "25_000_000", "2.5e7", "25e6", "25E+6", "0.25e8", "2_5.0e6"]
    var outputs: Set<String> = []
    for text in same {
      let run = try await CommandLineRun([
        "compare", "class", "--build", "3.13", "--format", "csv", "--instances", text,
      ])
      #expect(run.exitCode == 0, "\(text): \(run.errors)")
      outputs.insert(run.output)
    }
    #expect(outputs.count == 1 && outputs.first?.contains("bytes_25000000") == true, "\(outputs)")
    for (text, number) in [("1e3", "1000"), ("1_0", "10"), ("2.5e1", "25")] {
      let arguments = ["layout", "class", "--build", "3.13", "--format", "json", "--nth"]
      let run = try await CommandLineRun(arguments + [text])
      let plain = try await CommandLineRun(arguments + [number])
      #expect(run.exitCode == 0 && run.output == plain.output, "\(text): \(run.errors)")
    }
  }

  @Test func manyFieldsArePredicted() async throws {
    let run = try await CommandLineRun(["compare", "--build", "3.6", "--fields", Self.many])
    #expect(run.exitCode == 0, "\(run.errors)")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("a call takes at most 255 arguments"))
  }

  @Test func oneBadInterpreterHarmsNoOther() async throws {
    let run = try await CommandLineRun([
      "compare", "dict", "tuple", "--python", "/no/such/python", "--python", "python3",
    ])
    #expect(run.exitCode == 69, "\(run.errors)")
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.output.contains("2 records: 2 agree with CPython"), "\(run.output)")
  }

  @Test func outputThatIsClosedEarly() async throws {
    let run = try await CommandLineRun(
      executable: "/bin/sh",
      arguments: ["-c", "\"$0\" article --build 3.7.3 | head -n 1", Checkout.pysize.string])
    #expect(run.exitCode == 0)
    #expect(run.output.split(separator: "\n").count == 1)
    #expect(run.errors.isEmpty, "\(run.errors)")
  }

  /// Nobody ever writes into it.
  @Test func aPipe() async throws {
    let run = try await CommandLineRun(
      executable: "/bin/sh",
      arguments: [
        "-c",
        "d=$(mktemp -d); mkfifo $d/shop.py; timeout 50 \"$0\" layout $d/shop.py:C; e=$?;"
          + " rm -r $d; exit $e", Checkout.pysize.string,
      ])
    #expect(run.exitCode == 64, "\(run)")
    #expect(run.errors.contains("shop.py is no regular file"), "\(run.errors)")
  }

  /// What a program has for its files, and nothing more: a line.
  @Test(arguments: ["5", "6", "7", "8", "12", "20"])
  func aHandfulOfDescriptors(_ count: String) async throws {
    let run = try await CommandLineRun(
      executable: "/bin/sh",
      arguments: ["-c", "ulimit -n \(count); \"$0\" compare tuple", Checkout.pysize.string])
    #expect(run.exitCode == 0 || run.exitCode == 69, "\(run)")
    #expect(run.errors.hasPrefix("pysize: "), "\(run)")
    #expect(
      run.errors.hasSuffix("files may be open at once: ulimit -n 256 allows more\n"), "\(run)")
    #expect(run.errors.split(separator: "\n").count == 1, "\(run)")
  }

  /// What would have another allocator serve is not passed to interpreters, and a line says so.
  @Test(arguments: [
    ("PYTHONMALLOC", "malloc"), ("PYTHONMALLOC", "debug"), ("PYTHONMALLOC", "default"),
    ("PYTHONDEVMODE", "1"), ("PYTHONMALLOC", ""),
  ]) func anotherAllocatorIsAskedFor(_ name: String, _ value: String) async throws {
    let run = try await CommandLineRun(["compare", "dict", "tuple"], environment: [name: value])
    #expect(run.exitCode == 0 && run.output.contains("2 agree"), "\(run)")
    let note = "pysize: \(name)=\(value) is not passed on: the build's own allocator is measured\n"
    #expect(run.errors == (["", "default"].contains(value) ? "" : note))
  }

  @Test func noHome() async throws {
    let run = try await CommandLineRun(
      ["compare", "dict"], environment: ["HOME": nil, "XDG_CACHE_HOME": nil])
    #expect(run.exitCode == 0, "\(run.errors)")
    let install = try await CommandLineRun(
      ["compare", "namedlist", "--install"], environment: ["HOME": nil, "XDG_CACHE_HOME": nil])
    #expect(install.errors.contains("HOME"), "\(install.errors)")
  }

  @Test func aCacheThatCannotBeWritten() async throws {
    let run = try await CommandLineRun(
      ["compare", "dict", "namedlist", "--install"], environment: ["XDG_CACHE_HOME": "/proc"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let words = run.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("cannot be written: set XDG_CACHE_HOME"), "\(run.output)")
    #expect(words.contains("1 agree with CPython, 1 unavailable"), "\(run.output)")
  }

  @Test func noCompiler() async throws {
    let cache = FilePath(
      try await CommandLineRun(executable: "/bin/mktemp", arguments: ["-d"])
        .output.split(separator: "\n").joined())
    let python = try await CommandLineRun(
      executable: "/bin/sh", arguments: ["-c", "python3 -c 'import sys; print(sys.executable)'"]
    )
    .output.split(separator: "\n").joined()
    let pip = try await CommandLineRun(executable: python, arguments: ["-m", "pip", "--version"])
    guard pip.exitCode == 0 else {
      print("skipped: installing without a compiler because \(python) has no pip")
      return
    }
    let arguments = ["compare", "dict", "cython", "--python", python, "--install"]
    let run = try await CommandLineRun(
      arguments,
      environment: ["XDG_CACHE_HOME": cache.string, "PATH": "/nonexistent", "CC": nil])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("no C compiler: install gcc"), "\(run.output)")
    let strict = try await CommandLineRun(
      arguments + ["--require-all"],
      environment: ["XDG_CACHE_HOME": cache.string, "PATH": "/nonexistent", "CC": nil])
    #expect(strict.exitCode == 69, "\(strict.errors)")
    // Two at once fill the same cache
    async let one = CommandLineRun(arguments, environment: ["XDG_CACHE_HOME": cache.string])
    async let two = CommandLineRun(arguments, environment: ["XDG_CACHE_HOME": cache.string])
    for run in try await [one, two] {
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(run.output.contains("2 records: 2 agree with CPython"), "\(run.output)")
    }
    _ = try await CommandLineRun(executable: "/bin/rm", arguments: ["-r", cache.string])
  }

  @Test func nothingIsFoundWithoutAsking() async throws {
    let run = try await CommandLineRun(
      ["compare", "dict"], environment: ["PATH": "/nonexistent", "PYSIZE_PYTHON": nil])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("predicted, not checked"))
    #expect(run.errors.contains("install"))
    #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
  }
}
