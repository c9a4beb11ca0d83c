// Instances share their names: a class keeps one table of keys, and each instance its values. Since
// 3.11 the class does not know how many attributes will come, so the first instances get room to
// spare, and the later ones less. Measure one instance and you have measured the exception.
import PySize

guard let record = Catalogue.record("class") else { fatalError("no such record") }
for version in ["3.7", "3.11", "3.13"] {
  let build = try Build(parsing: version)
  for nth in [1, 2, 30, 31] {
    let layout = try What.record(record, fields: .article, nth: nth).layout(on: build)
    print("CPython \(version), instance \(nth): \(layout.allocated) bytes")
  }
}
