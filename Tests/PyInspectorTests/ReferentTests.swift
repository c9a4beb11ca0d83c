import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// The references that the layouts tell are those that `tp_traverse` visits: `gc.get_referents`.
@Suite struct ReferentTests {
  /// What is not compared, and why.
  private static func reason(_ type: String, on build: Build) -> String? {
    switch type {
    case "_lru_cache_wrapper" where build.version < Version(3, 7):
      "3.6 visits the links themselves, which are blocks here"
    default: nil
    }
  }

  @Test("the collector finds the same references", arguments: await LiveBuild.all())
  func references(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    let known = StandardType.all.filter { $0.type(on: build) != nil }
      .map { [$0.name, $0.source, $0.make] }
    let further = FurtherObjects.all(on: build)
    try await interpreter.withObjects(seed: SplitMix64.seed, and: known + further) {
      objects, memory in
      let inspector = Inspector(build, reading: memory)
      var types: Set<String> = []
      var compared = 0
      var skipped: Set<String> = []
      // What InspectTests looks at as well, and what is made here
      let made = known.count + further.count
      for object in SplitMix64.each(5, of: Array(objects.dropLast(made))) + objects.suffix(made) {
        if let reason = Self.reason(object.type, on: build) {
          skipped.insert("\(object.type): \(reason)")
          continue
        }
        let name = "\(build): \(object.label) (\(object.type)), seed \(SplitMix64.seed)"
        do throws(InspectionError) {
          let told = try inspector.referents(of: object.address).map(\.rawValue)
          types.insert(object.type)
          compared += 1
          if told.sorted() == object.referents.sorted() { continue }
          let fields = try inspector.inspect(object.address).blocks.flatMap(\.fields)
          Issue.record(
            """
            \(name): gc.get_referents has \(object.referents.without(told).named(by: fields)) more, \
            the layouts have \(told.without(object.referents).named(by: fields)) more
            """)
        } catch {
          Issue.record("\(name): \(error)")
        }
      }
      for reason in skipped.sorted() { print("skipped: referents in \(build) of \(reason)") }
      print("checked \(build): the references of \(compared) objects of \(types.count) types")
      #expect(types.count > 110, "\(build)")
    }
  }
}

extension [UInt64] {
  /// Those that are more than in others.
  fileprivate func without(_ others: [UInt64]) -> [UInt64] {
    var others = others
    return filter { address in
      guard let index = others.firstIndex(of: address) else { return true }
      others.remove(at: index)
      return false
    }
  }

  /// The names of the fields that have these addresses, or the addresses.
  fileprivate func named(by fields: [Block.Field]) -> [String] {
    map { address in
      let field = fields.first { $0.target?.rawValue == address }
      return field?.name ?? String(address, radix: 16)
    }
  }
}
