/// Another date for a model than its data give, with the reason: announced and released are not the same day.
public struct Redating: Hashable, Sendable {
  public var model: String
  public var day: Day
  public var reason: String

  public init(model: String, day: Day, reason: String) {
    self.model = model
    self.day = day
    self.reason = reason
  }

  /// OpenAI showed o3 on 2024-12-20 and released it on 2025-04-16. Epoch's file has the first, its articles the second.
  public static let o3Release = Redating(
    model: "o3", day: Day(year: 2025, month: 4, day: 16), reason: "shown on 2024-12-20, released on 2025-04-16")
}
