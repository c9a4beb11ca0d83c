extension Lesson {
  /// The lesson of a name; `nil` where there is none.
  public static func named(_ name: String) -> Lesson? { all.first { $0.name == name } }

  /// All lessons, by topic and by level, these in lines of up to so many characters.
  public static func index(width: Int = 80) -> String {
    let topics = Topic.allCases.map { topic in
      Figure(
        topic.rawValue,
        all.filter { $0.topic == topic }.map { [$0.name, $0.level.rawValue, $0.title] })
    }
    let levels = Level.allCases.map { level in
      let names = all.filter { $0.level == level }.map(\.name)
      return "Level \(level): \(names.joined(separator: ", "))".wrapped(to: width) + "\n"
    }
    return (topics.map(\.text) + levels).joined(separator: "\n")
  }
}
