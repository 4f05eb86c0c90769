/// Why scores cannot be fitted.
public enum CapabilityFitError: Error, Hashable, Sendable, CustomStringConvertible {
  case noScores
  case noAnchor(String)
  /// Groups of models that share no benchmark, so that nothing says which is abler.
  case disconnected([[String]])
  /// An anchor of the scale is not among the models, or both have the same capability.
  case noScale(String)
  /// The point is not a minimum of the cost, so nothing can be said of its errors.
  case noMinimum

  public var description: String {
    switch self {
    case .noScores: "there are no scores to fit"
    case .noAnchor(let benchmark):
      "the benchmark '\(benchmark)', whose slope sets the scale, has no scores; name another"
    case .disconnected(let groups):
      "the scores fall into \(groups.count) groups that share no benchmark, so they cannot be compared: "
        + groups.map { "\($0.count) models (\($0.prefix(3).joined(separator: ", "))\($0.count > 3 ? ", …" : ""))" }
        .joined(separator: "; ")
    case .noScale(let model): "the scale's anchor '\(model)' is missing or indistinguishable from the other one"
    case .noMinimum: "the fit did not end at a minimum; allow it more steps"
    }
  }
}
