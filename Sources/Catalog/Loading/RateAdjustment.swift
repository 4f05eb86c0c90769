/// What a special case does to the rates that would hold without it.
enum RateAdjustment: Hashable {
  /// Other rates altogether.
  case card(RateCard)
  /// The same rates times parts per million.
  case times(Int64)
  /// Nobody said what they are.
  case unknown

  /// The rates in this case.
  func applied(to card: RateCard) -> RateCard {
    switch self {
    case .card(let other): other
    case .times(let ppm): card.scaled(ppm: ppm)
    case .unknown: RateCard()
    }
  }
}
