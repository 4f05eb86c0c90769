/// How much detail is kept, so that no log can fill the memory.
public struct AuditLimits: Hashable, Sendable {
  /// Distinct keys, teams, labels, models, providers or regions that are told apart; later ones become `(other names)`.
  public var namesPerField: Int
  /// Distinct combinations of names; later ones lose key, team and label.
  public var origins: Int
  /// Distinct sums; later ones lose key, team and label.
  public var cells: Int

  /// Limits; the defaults keep an accumulator below about 30 MB.
  public init(namesPerField: Int = 10_000, origins: Int = 20_000, cells: Int = 50_000) {
    self.namesPerField = max(2, namesPerField)
    self.origins = max(1, origins)
    self.cells = max(1, cells)
  }
}
