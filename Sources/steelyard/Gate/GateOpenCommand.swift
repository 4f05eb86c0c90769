import ArgumentParser
import Evidence

/// `steelyard gate open`: lets a challenger serve on its owner's word.
struct GateOpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Lets a gate's challenger serve on its owner's word, whatever the evidence.",
    discussion: "It is watched all the same: drift, hard failures or a guardrail close the gate again.")

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id.") var name: String
  @OptionGroup var owner: OwnerOptions

  func run() async throws {
    try await GateOrder(options: options, name: name).signed(.open, owner: owner.owner, reason: owner.reason)
  }
}
