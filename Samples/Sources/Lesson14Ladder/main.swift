// The article's ladder: the same three numbers in ever smaller ways, from a dict to a row of a NumPy
// array. What one more takes of the allocator, and what a million take.
import Columns
import PySize

let build = try Build(parsing: "3.13")
let costs = try Catalogue.article.map { record in
  let estimate = try What.record(record).estimate(on: build)
  return (record.title, estimate.allocated)
}
printColumns(
  costs.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { title, bytes in
    [title, bytes, "bytes", bytes, "MB for a million"]
  })
