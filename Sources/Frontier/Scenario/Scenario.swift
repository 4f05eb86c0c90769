/// A named assumption about what happens to the two frontiers.
public struct Scenario: Hashable, Sendable {
  public var name: String
  /// The assumption in one sentence.
  public var assumption: String
  public var effects: [ScenarioEffect]

  public init(name: String, assumption: String, effects: [ScenarioEffect]) {
    self.name = name
    self.assumption = assumption
    self.effects = effects
  }

  /// Both at once.
  public func and(_ other: Scenario) -> Scenario {
    Scenario(
      name: "\(name) + \(other.name)", assumption: "\(assumption) \(other.assumption)", effects: effects + other.effects
    )
  }

  /// Both sides go on as since 2024.
  public static let baseline = Scenario(
    name: "baseline", assumption: "Both frontiers go on at their speeds since 2024.", effects: [])

  /// More compute makes the leaders faster.
  public static func computeMoat(faster: Double = 0.25, from month: Double = 0) -> Scenario {
    Scenario(
      name: "compute moat",
      assumption:
        "Compute that only leaders have makes their frontier \((100 * faster).rounded(toPlaces: 0)) % faster"
        + "\(Self.time(month)).", effects: [.speed(of: .leaders, factor: 1 + faster, from: month)])
  }

  /// Followers lack chips: a quarter less speed makes the lag three months longer each year.
  public static func chipShock(slower: Double = 0.25, from month: Double = 0) -> Scenario {
    Scenario(
      name: "chip export shock",
      assumption: "Followers without new chips are \((100 * slower).rounded(toPlaces: 0)) % slower\(Self.time(month)).",
      effects: [.speed(of: .followers, factor: 1 - slower, from: month)])
  }

  /// Followers get what they learn from later.
  public static func followersDelayed(days: Double = 90, from month: Double = 0) -> Scenario {
    Scenario(
      name: "head start",
      assumption:
        "Leaders use their models \(days.rounded(toPlaces: 0)) days before others can learn from them, so followers'"
        + " models come that much later\(Self.time(month)).",
      effects: [.delay(of: .followers, days: days, from: month)])
  }

  /// Leaders hold models back: the public lag shrinks by as much, the lag behind what they have inside does not.
  public static func leadersWithhold(days: Double = 90, from month: Double = 0) -> Scenario {
    Scenario(
      name: "withheld releases",
      assumption:
        "Leaders release models \(days.rounded(toPlaces: 0)) days after they are made\(Self.time(month)), which shortens"
        + " the lag that the public sees and not the one behind what leaders have.",
      effects: [.delay(of: .leaders, days: days, from: month)])
  }

  /// A new architecture at a random time.
  public static func breakthrough(_ breakthrough: ScenarioEffect.Breakthrough = .init()) -> Scenario {
    let other = breakthrough.imitation.map {
      "the other side has it \($0.lowerBound.rounded(toPlaces: 1)) to \($0.upperBound.rounded(toPlaces: 1)) months later"
    }
    let receiver =
      switch breakthrough.receiver {
      case .leaders: "the leaders; \(other ?? "followers never have it")"
      case .followers: "the followers; \(other ?? "leaders never have it")"
      case .both:
        "both; "
          + (breakthrough.imitation.map {
            "leaders \($0.lowerBound.rounded(toPlaces: 1)) to \($0.upperBound.rounded(toPlaces: 1)) months later"
          } ?? "at the same time")
      }
    let rate =
      breakthrough.hazardPerYear.isFinite
      ? "comes once, with a hazard of \(breakthrough.hazardPerYear.rounded(toPlaces: 2)) a year," : "comes at the start"
    let speed =
      breakthrough.speedFactor == 1
      ? "" : " and makes progress \(breakthrough.speedFactor.rounded(toPlaces: 2)) times as fast"
    let name =
      switch breakthrough.receiver {
      case .leaders: "architecture breakthrough"
      case .followers: "open breakthrough"
      case .both: "shared breakthrough"
      }
    return Scenario(
      name: name,
      assumption:
        "A new architecture worth \(breakthrough.points.rounded(toPlaces: 0)) points \(rate)\(speed) and goes to \(receiver).",
      effects: [.breakthrough(breakthrough)])
  }

  /// Followers can no longer learn from leaders' answers. The lag on held-out benchmarks, 8.6 months against 5.0 on
  /// public ones, bounds what that is worth.
  public static func distillationStop(heldOut: Double = 8.6, public known: Double = 5.0, from month: Double = 0)
    -> Scenario
  {
    Scenario(
      name: "distillation stop",
      assumption:
        "Without leaders' answers to learn from\(Self.time(month)), followers' new models lag as they do on held-out"
        + " benchmarks: \((heldOut - known).rounded(toPlaces: 1)) months more than on public ones.",
      effects: [.delay(of: .followers, days: (heldOut - known) * Day.perMonth, from: month)])
  }

  /// The scenario of a name with another number than its default: the share by which one side is faster or slower, days of
  /// delay, the hazard a year, or the lag on held-out benchmarks in months; nil if there is none or it takes no number.
  public static func named(_ name: String, _ value: Double? = nil) -> Scenario? {
    guard let value else { return all.first { $0.name == name } }
    return switch name {
    case "compute moat": computeMoat(faster: value)
    case "chip export shock": chipShock(slower: value)
    case "head start": followersDelayed(days: value)
    case "withheld releases": leadersWithhold(days: value)
    case "architecture breakthrough": breakthrough(.init(hazardPerYear: value))
    case "open breakthrough": breakthrough(.init(hazardPerYear: value, receiver: .followers, imitation: 3...9))
    case "distillation stop": distillationStop(heldOut: value)
    default: nil
    }
  }

  /// All with their defaults, the baseline first.
  public static var all: [Scenario] {
    [
      baseline, computeMoat(), chipShock(), followersDelayed(), leadersWithhold(), breakthrough(),
      breakthrough(.init(receiver: .followers, imitation: 3...9)), distillationStop(),
    ]
  }

  private static func time(_ month: Double) -> String {
    month > 0 ? " from month \(month.rounded(toPlaces: 0)) on" : ""
  }
}
