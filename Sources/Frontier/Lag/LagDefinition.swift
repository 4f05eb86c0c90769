/// The ways in which a lag is measured. They answer different questions and differ by months.
public enum LagDefinition: Hashable, Sendable, CustomStringConvertible {
  /// For each record of the followers: months since the leaders first were as good (D1). Where the followers were there
  /// first it is negative.
  case records
  /// The mean horizontal distance of the two frontiers over the levels that both have passed in the window (D2).
  case levels
  /// For each day: months since a leader first was better than the best follower of the day, by more than `z` standard
  /// errors of the difference; 0 is strict (D3). A significance rule makes a smaller lag: what cannot be told apart
  /// counts as caught up. On days when a follower leads it is negative, by how long one has led.
  case daily(z: Double)
  /// The offset of two parallel lines through the records of both sides (D4).
  case offset
  /// For each record of the leaders that was reached: months until it was (D6, mean of those caught).
  case catchUp
  /// The same with those that have not been reached as lower bounds: Kaplan and Meier's median (1958).
  case catchUpMedian

  /// All of them, with the significance levels in use.
  public static let all: [LagDefinition] = [
    .records, .levels, .daily(z: 0), .daily(z: 1.645), .daily(z: 1.96), .offset, .catchUp, .catchUpMedian,
  ]

  public var description: String {
    switch self {
    case .records: "D1 per record model"
    case .levels: "D2 horizontal, over levels"
    case .daily(let z): z == 0 ? "D3 daily, strict" : "D3 daily, unless within \(z) SE"
    case .offset: "D4 offset of parallel lines"
    case .catchUp: "D6 catch-up time, mean of those caught"
    case .catchUpMedian: "D6 catch-up time, median with those pending"
    }
  }
}
