internal import Catalog

extension LoggedCall {
  /// Whether the row is a line of a bill: money without tokens, which no other model could have earned.
  public var isCostOnly: Bool { requests == 0 && usage.prompt == 0 && usage.completion == 0 }
}
