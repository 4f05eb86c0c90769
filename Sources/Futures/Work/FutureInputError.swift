/// Why futures cannot be drawn from what was given.
public struct FutureInputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where: such as `crm, option glm: token cost`.
  public var place: String
  public var problem: String

  public init(place: String, problem: String) {
    self.place = place
    self.problem = problem
  }

  public var description: String { "\(place): \(problem)" }
}
