import FoundationEssentials
import OracleSupport
import PyLayout
import PyRecords
import Testing

/// What `--fields` takes.
@Suite struct FieldsTests {
  @Test(arguments: [
    ("x,y,z", ["x", "y", "z"]), ("x", ["x"]), (" x , y ", ["x", "y"]), ("a_1,B2", ["a_1", "B2"]),
    ("match,case,type,n,ob,sys", ["match", "case", "type", "n", "ob", "sys"]),
    ("selfish", ["selfish"]),
  ])
  func namesAreRead(_ text: String, _ names: [String]) throws {
    #expect(try Fields(parsing: text).names == names, "'\(text)'")
  }

  @Test func manyNamesAreRead() throws {
    let names = (0..<300).map { "field\($0)" }
    #expect(try Fields(parsing: names.joined(separator: ",")).names == names)
  }

  @Test func theArticlesFieldsAreReadBack() throws {
    #expect(try Fields(parsing: "x,y,z") == .article)
  }

  /// Each refusal names what is wrong, in one line.
  @Test(arguments: [
    ("", "no field"), (" ", "no field"), (",", "''"), ("x,", "''"), (",x", "''"), ("x,,y", "''"),
    ("x y", "'x y'"), ("1x", "'1x'"), ("x-y", "'x-y'"), ("é", "'é'"), ("x.y", "'x.y'"),
    ("x'", "'x''"), ("x;import os", "'x;import os'"), ("_x", "'_x'"), ("__x", "'__x'"),
    ("__dict__", "'__dict__'"), ("_", "'_'"), ("x,y,x", "'x'"), ("x, x", "'x'"),
    ("self", "'self'"), ("x,self", "'self'"), ("ｘ", "'ｘ'"),
  ])
  func othersAreRefused(_ text: String, _ named: String) {
    let error = #expect(throws: FieldsError.self, "'\(text)'") { try Fields(parsing: text) }
    #expect(error?.description.contains(named) == true, "'\(text)': \(error?.description ?? "")")
    #expect(error?.description.contains(where: \.isNewline) != true, "'\(text)'")
  }

  /// Every keyword of every interpreter is refused.
  @Test("keywords are refused", arguments: await LiveBuild.all())
  func keywordsAreRefused(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let output = try await Oracle.run(
      interpreter.executable,
      ["-E", "-S", "-c", "import keyword; print(' '.join(keyword.kwlist))"])
    let keywords = output.split { $0 == " " || $0.isNewline }.map(String.init)
    #expect(keywords.contains("class"), "\(interpreter.build): \(output)")
    for keyword in keywords {
      #expect(throws: FieldsError.self, "\(interpreter.build): \(keyword)") {
        try Fields(parsing: "x,\(keyword)")
      }
    }
  }
}
