import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// The table of types knows each by the name that it has on an interpreter.
@Suite struct KnownTypeTests {
  @Test("each type is known by its tp_name", arguments: await LiveBuild.all())
  func names(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    // A class written in Python is known by no name
    let types = (StandardType.builtins + StandardType.counted + StandardType.all).filter {
      $0.known.type(on: build) != nil
    }
    let made = types.map { [$0.name, $0.source, $0.make] }
    try await interpreter.withObjects(seed: SplitMix64.seed, and: made) { objects, memory in
      let inspector = Inspector(build, reading: memory)
      for (type, object) in zip(types, objects.suffix(made.count)) {
        let facts = try inspector.inspect(object.address).type
        let known = KnownType.named(facts.tp_name)
        #expect(
          known?.type(on: build)?.tp_basicsize == facts.tp_basicsize,
          "\(build): \(type.name), whose tp_name is \(facts.tp_name)")
        if known?.kind != nil { #expect(known?.kind == facts.kind, "\(build): \(type.name)") }
      }
      print("checked \(build): the names of \(types.count) types")
    }
  }
}
