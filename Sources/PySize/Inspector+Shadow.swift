public import PyBridge
public import PyInspector
public import PyMemory

extension Inspector where M == LiveMemory {
  /// What computes sizes in a shadowed program: an inspector of its own process's objects.
  public static var shadow: ShadowWorker.Model {
    { build, wideCharacter in
      let inspector = Inspector(build, reading: LiveMemory(), wideCharacter: wideCharacter)
      return { object, definer in
        do throws(InspectionError) {
          return .size(try inspector.size(of: object, by: definer))
        } catch {
          if case .unknownRule = error.reason { return .notModelled }
          return .failed
        }
      }
    }
  }
}
