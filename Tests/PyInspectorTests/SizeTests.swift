import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// Sizes computed from objects' bytes, against `sys.getsizeof` of the interpreter that made them.
@Suite struct SizeTests {
  @Test("sizes are those of sys.getsizeof", arguments: await LiveBuild.all())
  func sizes(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await interpreter.withObjects(seed: SplitMix64.seed) { objects, memory in
      let inspector = Inspector(build, reading: memory)
      try #require(objects.count > 500, "\(build)")
      for object in objects {
        let name = "\(build): \(object.label) (\(object.type)), seed \(SplitMix64.seed)"
        do throws(InspectionError) {
          let size = try inspector.size(of: object.address)
          #expect(size == object.size, "\(name)")
        } catch {
          Issue.record("\(name): \(error)")
        }
      }
    }
  }
}
