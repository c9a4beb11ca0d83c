internal import Subprocess

extension [String: String] {
  /// What an interpreter may see: nothing that redirects Python, everything else. Where it writes
  /// compiled modules, if at all, is the user's to say: by itself it writes them as any Python does.
  var withoutPython: [String: String] {
    filter {
      !$0.key.hasPrefix("PYTHON")
        || ["PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"].contains($0.key)
    }
  }
}

extension Environment {
  /// A child's whole environment.
  init(variables: [String: String]) {
    // Subprocess hands them to C as they are
    self = .custom(variables.map { "\($0)=\($1)".systemBytes + [0] })
  }
}
