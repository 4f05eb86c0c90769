import ArgumentParser
import Evidence

/// `steelyard gate close`: takes a challenger out of service on its owner's word.
struct GateCloseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Closes a gate, and gathers nothing, until an owner releases it.")

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id.") var name: String
  @OptionGroup var owner: OwnerOptions

  func run() async throws {
    try await GateOrder(options: options, name: name).signed(.close, owner: owner.owner, reason: owner.reason)
  }
}
