internal import Policy

extension RoutingTables {
  /// The refusal of a data class that the policy does not know: a misspelt one must not escape its rules.
  func unknownDataClass(_ request: RoutingRequest) -> Decision.Outcome? {
    guard let name = request.dataClass, !policy.hasDataClass(name) else { return nil }
    let known = policy.policy.dataClasses.map(\.id).joined(separator: ", ")
    return .refused(
      rule: "data_class",
      reason: "the policy knows no data class '\(name)'; it knows: \(known.isEmpty ? "none" : known)")
  }
}
