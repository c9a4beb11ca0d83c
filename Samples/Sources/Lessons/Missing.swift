/// A record that the catalogue does not have.
struct Missing: Error {
  let record: String
}
