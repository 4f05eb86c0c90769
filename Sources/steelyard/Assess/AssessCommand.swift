import ArgumentParser

/// `steelyard assess`: what a text is about and what is at stake, and how well that is known.
struct AssessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess", abstract: "Judges texts; trains, measures and explains the judgement.",
    subcommands: [
      AssessExplainCommand.self, AssessScoreCommand.self, AssessTrainCommand.self, AssessEvaluateCommand.self,
      InstallEncoderCommand.self,
    ])
}
