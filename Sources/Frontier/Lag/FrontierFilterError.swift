/// Why a filter or a pair of filters cannot be read.
public struct FrontierFilterError: Error, Hashable, Sendable, CustomStringConvertible {
  public var filter: String
  public var problem: String

  public init(filter: String, problem: String) {
    self.filter = filter
    self.problem = problem
  }

  public var description: String { "the filter '\(filter)' cannot be read: \(problem); \(FrontierSide.grammar)" }
}
