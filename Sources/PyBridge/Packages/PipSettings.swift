extension [String: String] {
  /// An environment in which pip heeds what says where packages come from, and nothing that says where
  /// they go.
  ///
  /// A variable goes before a pip.conf: `_get_ordered_configuration_items`,
  /// pip/_internal/cli/parser.py.
  var forPip: [String: String] {
    filter { name, _ in
      let name = name.uppercased()
      return !name.hasPrefix("PIP_") || Self.sources.contains(name.dropFirst("PIP_".count)[...])
    }.merging(["PIP_USER": "0", "PIP_DRY_RUN": "0", "PIP_REQUIRE_VIRTUALENV": "0"]) { $1 }
  }

  /// The options that are heeded, as pip reads their names.
  private static let sources: Set<Substring> = [
    "CONFIG_FILE", "INDEX_URL", "PYPI_URL", "EXTRA_INDEX_URL", "NO_INDEX", "FIND_LINKS",
    "TRUSTED_HOST", "PROXY", "CERT", "CLIENT_CERT", "KEYRING_PROVIDER", "TIMEOUT",
    "DEFAULT_TIMEOUT", "RETRIES", "CACHE_DIR", "NO_CACHE_DIR", "CONSTRAINT", "BUILD_CONSTRAINT",
    "PRE", "PREFER_BINARY", "ONLY_BINARY", "NO_BINARY", "NO_BUILD_ISOLATION", "USE_PEP517",
    "USE_FEATURE", "USE_DEPRECATED", "UPLOADED_PRIOR_TO",
  ]
}
