public import StrictYAML

extension Catalog {
  /// Merges catalogue files into one catalogue; every error of every file is reported at once.
  ///
  /// `overrides` have the same format and are read after `files`, so that what a user negotiated goes last.
  public static func load(
    files: [(name: String, text: String)], overrides: [(name: String, text: String)] = []
  ) throws(YAMLErrors) -> Catalog {
    var reader = CatalogReader()
    return try reader.read(files + overrides)
  }
}
