import ArgumentParser

/// `steelyard frontier`: how many months open models are behind, where, how sure that is, and where it is going.
struct FrontierCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frontier",
    abstract: "Measures how far one group of models lags another, with uncertainty, from benchmark scores.",
    discussion: """
      Without a data file the fitted results that came with the program are used. Intervals hold 90 % of refits to \
      resampled scores unless another meaning is stated. A negative lag means that the followers lead.
      """,
    subcommands: [
      FrontierLagCommand.self, FrontierGapCommand.self, FrontierIndexCommand.self, FrontierForecastCommand.self,
      FrontierClaimsCommand.self, FrontierDataCommand.self, FrontierImportCommand.self,
    ])
}
