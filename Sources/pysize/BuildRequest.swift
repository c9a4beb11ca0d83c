import ArgumentParser
import PySize

/// `--build`: one build, or all that are covered.
struct BuildRequest {
  let builds: [Build]

  init(_ text: String) throws {
    builds = text == "all" ? Build.released : [try parsedBuild(text)]
  }
}

/// A build on the command line.
func parsedBuild(_ text: String) throws -> Build {
  do { return try Build(parsing: text) } catch { throw ValidationError("\(error)") }
}

/// The newest release of the newest series covered.
func newestBuild() throws -> Build {
  guard let newest = Build.released.last else { throw ValidationError("no build is covered") }
  return newest
}
