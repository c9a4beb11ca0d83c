import OracleSupport
import PyInspector
import PyLayout
import PyMemory
import SeededRandom
import Testing

/// Objects recognised from their bytes, against what the interpreter that made them says of them.
@Suite struct InspectTests {
  @Test("every object is told byte by byte", arguments: await LiveBuild.all())
  func objects(_ live: LiveBuild) async throws {
    let interpreter = try live.required()
    let build = interpreter.build
    try await interpreter.withObjects(seed: SplitMix64.seed) { objects, memory in
      let inspector = Inspector(build, reading: memory).whole
      for object in objects {
        let name = "\(build): \(object.label) (\(object.type)), seed \(SplitMix64.seed)"
        do throws(InspectionError) {
          let inspection = try inspector.inspect(object.address)
          #expect(inspection.size == object.size, "\(name)")
          #expect(inspection.type.name == object.type, "\(name)")
          for block in inspection.blocks {
            #expect(block.gap == nil, "\(name): \(block.part)")
          }
          check(inspection, says: object, name)
        } catch {
          Issue.record("\(name): \(error)")
        }
      }
    }
  }

  /// The values that fields show are the object's.
  private func check(_ inspection: Inspection, says object: LiveObject, _ name: String) {
    if let number = object.number {
      // A long one is cut
      let own = inspection.number ?? ""
      let isCut = own.hasSuffix("…") && number.hasPrefix(own.dropLast())
      #expect(isCut || own == number, "\(name): \(number) is told as \(own)")
    }
    if let text = object.text {
      #expect(inspection.characters == text, "\(name)")
    }
    if let count = object.count {
      #expect(inspection.itemCount == count, "\(name)")
    }
    if let keys = object.keys, let own = inspection.keys {
      #expect(own == keys.map { "'\($0)'" }, "\(name)")
    }
    if let attributes = object.attributes, let own = inspection.values {
      #expect(own == attributes.map { "'\($0)'" }, "\(name)")
    }
    for (slot, value) in object.slots ?? [:] {
      let meaning = inspection.blocks[0].fields.first { $0.name == slot }?.meaning
      let expected =
        switch value {
        case .int(let int): "\(int)"
        case .str(let text): "'\(text)'"
        case nil: "not set"
        }
      #expect(meaning == expected, "\(name): \(slot)")
    }
  }
}
