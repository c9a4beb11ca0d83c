import FoundationEssentials
import OracleSupport
import PyLayout
import Testing

/// Every struct of the model beside the C compiler's, on the headers of each interpreter.
@Suite struct StructTests {
  @Test(
    "offsets and sizes are the C compiler's",
    .enabled(if: CCompiler.isHere, "no C compiler: cc is not on PATH"),
    arguments: await LiveBuild.all())
  func layoutsAreTheCompilers(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    guard let include = interpreter.include else {
      print("skipped: C structs of \(build) because its Python.h is not installed")
      try Test.cancel("Python.h of \(build) is not installed")
    }
    let structs = MirroredStruct.all(on: build)
    let output = try await CCompiler.output(
      of: MirroredStruct.program(printing: structs, on: build),
      include: [include, "\(include)/internal"], on: build)
    var answers = output.split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }[...]
    for one in structs {
      #expect(
        answers.popFirst() == [one.size, one.alignment],
        "\(build): sizeof and _Alignof \(one.cName), model \([one.size, one.alignment])")
      for row in one.rows {
        let model = [row.offset.rawValue, row.size]
        #expect(
          answers.popFirst() == model,
          "\(build): offset and size of \(one.cName).\(row.path), model \(model)")
      }
    }
    #expect(answers.isEmpty, "\(build)")
    for (name, reason) in MirroredStruct.unseen(on: build).sorted(by: { $0.key < $1.key }) {
      let what = "C struct \(name) of \(build) (\(reason))"
      print("skipped: \(what) because no installed header shows it")
    }
    let fields = structs.map(\.rows.count).reduce(0, +)
    print("checked: \(build): \(structs.count) C structs, \(fields) fields")
  }

  /// Each `CStruct` in the sources is compared above, or named as one that cannot be.
  @Test func everyStructIsComparedOrNamed() throws {
    let known = Build.released.reduce(into: Set<String>()) { names, build in
      names.formUnion(MirroredStruct.all(on: build).map(\.type))
      names.formUnion(MirroredStruct.unseen(on: build).keys)
    }
    let described = try SourceFile.all(under: "PyLayout/Objects").flatMap { file in
      file.text.matches(of: /(?:public|package) struct (\w+): CStruct/).map { String($0.output.1) }
    }
    #expect(Set(described) == known)
    #expect(Set(described).subtracting(EveryStruct.types.map { "\($0)" }) == [], "EveryStruct")
  }
}
