/// What spending is summed by.
public enum SpendGrouping: String, CaseIterable, Codable, Sendable {
  /// The use case found.
  case useCase = "use-case"
  /// The model that was paid for, each attempt's its own.
  case model
  /// The offer that was paid for.
  case offer
  /// The provider that was paid.
  case provider
  /// Who asked.
  case tenant
  /// The UTC day in which the request arrived.
  case day
  /// The key that paid.
  case key

  /// True when the bills of attempts tell the group, so that money is counted where it was spent.
  var isOfBills: Bool {
    switch self {
    case .model, .offer, .provider: true
    case .useCase, .tenant, .day, .key: false
    }
  }

  // Of `d`, a row of `decisions`, and `b`, one of its bills where it has any.
  var expression: String {
    switch self {
    case .useCase: "d.use_case"
    case .model: "coalesce(b.model, d.served_model, '')"
    case .offer: "coalesce(b.offer, d.served_offer, '')"
    case .provider: "coalesce(b.provider, d.provider, '')"
    case .tenant: "coalesce(d.tenant, '')"
    case .day: "date(d.started_at / 1000, 'unixepoch')"
    case .key: "coalesce(d.key_id, '')"
    }
  }

  // Of `r`, a row of `refusals`.
  var refusalExpression: String {
    switch self {
    case .useCase: "r.use_case"
    case .model, .offer, .provider: "''"
    case .tenant: "r.tenant"
    case .day: "date(r.minute * 60, 'unixepoch')"
    case .key: "r.key_id"
    }
  }
}
