/// How a published figure is measured with our data, as words: `pair=china-vs-us definition=daily z=0 until=2026-01-15`.
public struct ClaimRecipe: Hashable, Sendable {
  /// What is measured.
  public enum Measure: Hashable, Sendable {
    case lag(LagDefinition)
    /// The mean gap of the index, in points.
    case points
    /// The mean lag of threshold crossings, over benchmarks of one exposure or all.
    case crossings(BenchmarkExposure?)
    /// The gap in per cent on an arena's last snapshot up to a day.
    case arena(on: Day)
  }

  public var pair: FrontierPair
  public var measure: Measure
  public var since: Day?
  public var until: Day?
  public var resampling = ScoreResampling.perModel
  public var redatings: [Redating] = []

  /// What is wrong with a recipe.
  public struct Malformed: Error, Hashable, Sendable {
    public var problem: String
  }

  /// Reads `key=value` pairs separated by spaces.
  public init(_ text: String) throws(Malformed) {
    var values: [String: String] = [:]
    for word in text.split(separator: " ") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw Malformed(problem: "'\(word)' is not key=value") }
      guard Self.keys.contains(parts[0]) else {
        throw Malformed(problem: "'\(parts[0])' is none of \(Self.keys.joined(separator: ", "))")
      }
      guard values.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw Malformed(problem: "'\(parts[0])' stands twice")
      }
    }
    func day(_ key: String) throws(Malformed) -> Day? {
      guard let text = values[key] else { return nil }
      guard let day = Day(text) else { throw Malformed(problem: "\(key)='\(text)' is not a day like 2026-11-24") }
      return day
    }
    do { pair = try FrontierPair(values["pair"] ?? "") } catch { throw Malformed(problem: error.description) }
    since = try day("since")
    until = try day("until")
    if let text = values["resampling"] {
      guard let known = ScoreResampling(rawValue: text) else {
        let allowed = ScoreResampling.allCases.map(\.rawValue).joined(separator: ", ")
        throw Malformed(problem: "resampling='\(text)' is none of \(allowed)")
      }
      resampling = known
    }
    if let text = values["redate"] {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let day = Day(parts[1]) else {
        throw Malformed(problem: "redate='\(text)' is not MODEL:DAY")
      }
      redatings = [Redating(model: parts[0], day: day, reason: "as the source dates it")]
    }
    switch values["definition"] {
    case "daily":
      guard let z = Double(values["z"] ?? "0"), z >= 0 else { throw Malformed(problem: "z is not a number from 0 on") }
      measure = .lag(.daily(z: z))
    case "points": measure = .points
    case "crossings":
      let exposure = values["exposure"]
      measure = .crossings(exposure.flatMap(BenchmarkExposure.init(rawValue:)))
      guard exposure == nil || measure != .crossings(nil) else {
        throw Malformed(problem: "exposure='\(exposure ?? "")' is neither public nor private")
      }
    case "arena":
      guard let on = try day("on") else { throw Malformed(problem: "definition=arena needs on=DAY") }
      measure = .arena(on: on)
    default: throw Malformed(problem: "definition is none of daily, points, crossings, arena")
    }
  }

  private static let keys = [
    "pair", "definition", "z", "since", "until", "resampling", "redate", "exposure", "on",
  ]
}
