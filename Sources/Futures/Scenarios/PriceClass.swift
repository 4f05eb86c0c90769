/// Options whose prices fall together when new models come.
enum PriceClass: Int, CaseIterable, Sendable {
  case flagship, small, open

  /// The classes that a scenario's word names.
  static func named(_ word: String) -> [PriceClass] {
    switch word {
    case "closed": [.flagship, .small]
    case "closed-flagship": [.flagship]
    case "closed-small": [.small]
    case "open": [.open]
    default: []
    }
  }
}

extension FutureOption.Kind {
  /// Whose prices its tokens follow; nil on machines of one's own.
  var priceClass: PriceClass? {
    switch self {
    case .closedFlagship, .seatPlan: .flagship
    case .closedSmall: .small
    case .open, .hybrid: .open
    case .selfHosted: nil
    }
  }
}
