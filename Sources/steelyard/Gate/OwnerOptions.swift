import ArgumentParser

/// Whose word it is, and why.
struct OwnerOptions: ParsableArguments {
  @Option(help: "Who answers for it.") var owner: String
  @Option(help: "Why, for whoever audits it later.") var reason: String
}
