/// How instances of a class come about, as class_history.py has watched it on one interpreter.
struct InstanceHistory: Hashable, Sendable {
  /// What is done to an instance's attributes; names are numbers.
  enum Step: Hashable, Sendable {
    case set(Int)
    case delete(Int)
    /// Its `__dict__` is asked for.
    case ask
    /// It gets another dict with such names, its own or one that others hold as well.
    case replace([Int])
    case borrow([Int])
    /// It becomes its own dict.
    case beItself
    /// Its dict is updated with another one.
    case update([Int])
  }

  /// What an instance of a builtin type's subclass holds.
  enum Content: Hashable, Sendable {
    case nothing
    /// An int by its digits, to the base 16.
    case int(String)
    /// A number of characters, and the largest of them.
    case text(Int, UInt32)
    case items(Int)
    /// A dict's keys: texts, or anything.
    case names(Int)
    case keys(Int)
    /// A ctypes structure's bytes, as many on every machine.
    case data(Int)
  }

  /// What was done to each of those that were made one after the other.
  private(set) var lives: [[Step]] = []
  /// The names that the methods of the class's own body store, of those that it has, and how many
  /// more there are of them.
  private(set) var staticNames: Set<Int> = []
  private(set) var unusedNames = 0
  /// The names that `enum` itself gives a member; `nil` for what is none.
  private(set) var memberNames: Set<Int>?
  private(set) var content = Content.nothing
  /// What `sys.getsizeof` has answered for the last one.
  private(set) var size = 0

  /// Of nothing that was watched.
  init() {}

  /// Reads class_history.py's answer.
  ///
  /// - Throws: ``NotEmulated`` for what happens differently on other builds.
  init(parsing text: String) throws(NotEmulated) {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      func number(_ index: Int) -> Int { index < words.count ? Int(words[index]) ?? 0 : 0 }
      switch words.first {
      case "made": lives.append(try words.dropFirst().map(Step.init))
      case "static": staticNames = Set(words.dropFirst().flatMap(\.numbers))
      case "unused":
        unusedNames = number(1)
        guard (0...10_000).contains(unusedNames) else {
          throw NotEmulated("its class has \(unusedNames) names without an attribute, says Python")
        }
      case "member": memberNames = Set(words.dropFirst().flatMap(\.numbers))
      case "holds": content = try Content(words.dropFirst())
      case "getsizeof": size = number(1)
      default: break
      }
    }
  }

  /// Whether all instances come about alike.
  var isUniform: Bool { Set(lives).count < 2 }
}

extension InstanceHistory.Step {
  /// `set,3`
  fileprivate init(_ word: Substring) throws(NotEmulated) {
    let names = word.numbers
    switch word.prefix(while: { $0 != "," }) {
    case "set": self = .set(names.first ?? 0)
    case "deleted": self = .delete(names.first ?? 0)
    case "asked": self = .ask
    case "replaced": self = .replace(names)
    case "borrowed": self = .borrow(names)
    case "itself": self = .beItself
    case "updated": self = .update(names)
    default:
      throw NotEmulated("what its class does to __dict__ can be told for this interpreter alone")
    }
  }
}

extension InstanceHistory.Content {
  /// `names 3`
  fileprivate init(_ words: ArraySlice<Substring>) throws(NotEmulated) {
    let words = Array(words)
    let count = words.count > 1 ? Int(words[1]) ?? 0 : 0
    guard words.first == "int" || (0...1 << 20).contains(count) else {
      throw NotEmulated("it holds \(count) items, too many to be made for other builds")
    }
    switch words.first {
    case nil: self = .nothing
    case "int": self = .int(words.count > 1 ? String(words[1]) : "0")
    case "text":
      let largest = words.count > 2 ? UInt32(words[2], radix: 16) ?? 0 : 0
      self = .text(count, min(largest, 0x10ffff))
    case "items": self = .items(count)
    case "names": self = .names(count)
    case "keys": self = .keys(count)
    case "data": self = .data(count)
    default:
      throw NotEmulated("its C fields are of other sizes on other machines, and told for none")
    }
  }
}

extension Substring {
  /// The numbers between commas.
  fileprivate var numbers: [Int] { split(separator: ",").compactMap { Int($0) } }
}
