/// What spending is summed by.
public enum SpendGrouping: String, CaseIterable, Codable, Sendable {
  /// The use case found.
  case useCase = "use-case"
  /// The model that served.
  case model
  /// Who asked.
  case tenant
  /// The UTC day in which the request arrived.
  case day
  /// The key that paid.
  case key

  var expression: String {
    switch self {
    case .useCase: "use_case"
    case .model: "coalesce(served_model, '')"
    case .tenant: "coalesce(tenant, '')"
    case .day: "date(started_at / 1000, 'unixepoch')"
    case .key: "coalesce(key_id, '')"
    }
  }
}
