/// A build is written as it is read by ``Build/init(parsing:)``:
///
///     let build: Build = "3.13t"
///
/// `Build("3.13t")` is the same.
extension Build: ExpressibleByStringLiteral {
  /// The build that a literal names.
  ///
  /// A literal that names none is a mistake in the program, which ends with one line that says so.
  /// Text that comes from elsewhere is read by ``Build/init(parsing:)``, which throws.
  public init(stringLiteral text: StaticString) {
    do throws(BuildError) {
      try self.init(parsing: "\(text)")
    } catch {
      fatalError("\(error)")
    }
  }
}
