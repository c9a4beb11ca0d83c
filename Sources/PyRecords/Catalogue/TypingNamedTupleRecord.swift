import PyLayout

/// `typing.NamedTuple`: the namedtuple as a class statement.
struct TypingNamedTupleRecord: Record {
  let id = "typing-namedtuple"
  let title = "typing.NamedTuple"

  func obstacle(_ sample: Sample) -> String? {
    sample.build.version < Version(3, 6)
      ? "typing.NamedTuple needs Python 3.6" : tooManyArguments(sample)
  }

  func code(_ sample: Sample) -> Code {
    Code(
      source: """
        from typing import NamedTuple
        class Point(NamedTuple):
        \(sample.fields.classBody { "\($0): int" })
        """, make: "Point(\(sample.fields.values))")
  }

  func prediction(_ sample: Sample) throws(NotModelled) -> Prediction { .namedtuple(sample) }
}
