import ArgumentParser

/// `steelyard decisions`: what was decided, and what became of it.
struct DecisionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decisions", abstract: "Shows the record of requests.",
    subcommands: [DecisionsTailCommand.self, DecisionsShowCommand.self])
}
