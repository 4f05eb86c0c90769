/// Who follows whom.
public struct FrontierPair: Hashable, Sendable {
  public var follower: FrontierSide
  public var leader: FrontierSide

  public init(follower: FrontierSide, leader: FrontierSide) {
    self.follower = follower
    self.leader = leader
  }

  public var name: String { "\(follower.name) behind \(leader.name)" }

  public static let openBehindClosed = FrontierPair(follower: .open, leader: .closed)
  public static let chinaBehindUS = FrontierPair(follower: .china, leader: .us)
  public static let openChinaBehindClosedUS = FrontierPair(follower: .openChina, leader: .closedUS)

  /// Reads `open-vs-closed`, `open-china-vs-closed-us` or any two filters with `-vs-` or ` vs ` between; the follower
  /// comes first.
  public init(_ text: String) throws(FrontierFilterError) {
    for separator in ["-vs-", " vs "] {
      guard let found = text.firstRange(of: separator) else { continue }
      self.init(
        follower: try FrontierSide(String(text[..<found.lowerBound])),
        leader: try FrontierSide(String(text[found.upperBound...])))
      return
    }
    throw FrontierFilterError(
      filter: text, problem: "it needs two sides, such as open-vs-closed, china-vs-us or open-china-vs-closed-us")
  }
}
