/// The words by which sources say whether weights can be downloaded.
public enum WeightsName {
  /// Reads a word for openness, such as `open`, `Open weights (restricted use)` or `API access`; nil for others.
  public static func read(_ name: String) -> FrontierModel.Weights? {
    let name = name.lowercased()
    return switch name {
    case "", "unknown", "other", "n/a": .unknown
    case "open", "open-weight", "open-weights": .open
    case "closed", "proprietary", "api", "api access", "unreleased": .closed
    default:
      if name.hasPrefix("open weights") {
        .open
      } else if name.hasPrefix("closed weights") || name.hasPrefix("hosted access") {
        .closed
      } else {
        nil
      }
    }
  }

  /// Reads a licence: a proprietary one is closed, one under which weights are published is open; nil for others.
  public static func read(licence: String) -> FrontierModel.Weights? {
    let licence = licence.lowercased()
    if licence.isEmpty || licence == "-" { return .unknown }
    if licence.contains("proprietary") || licence.contains("propretary") { return .closed }
    return published.contains { licence.hasPrefix($0) } ? .open : nil
  }

  private static let published = [
    "apache", "mit", "cc", "llama", "gemma", "qwen", "deepseek", "mistral research", "mrl", "mnpl", "nvidia open",
    "falcon", "yi ", "yi license", "dbrx", "jamba open", "openrail", "bsd", "modified mit", "open", "ai2 impact",
    "non-commercial",
  ]
}
