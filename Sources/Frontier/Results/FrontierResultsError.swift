/// Why a file of results cannot be read: where, what is wrong and what to do.
public struct FrontierResultsError: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// From 1.
  public var line: Int
  public var problem: String
  public var remedy: String

  public init(file: String, line: Int, problem: String, remedy: String) {
    self.file = file
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(file):\(line): \(problem); \(remedy)" }
}
