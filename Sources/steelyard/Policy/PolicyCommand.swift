import ArgumentParser

/// `steelyard policy`: what may serve which work, and why.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Checks a policy, shows it, and explains what it lets serve.",
    subcommands: [PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyShowCommand.self])
}
