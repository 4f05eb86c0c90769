import ArgumentParser
import Evidence

/// `steelyard gate release`: lifts an owner's closing.
struct GateReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Lifts an owner's closing; a gateway then gathers anew.")

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id.") var name: String
  @OptionGroup var owner: OwnerOptions

  func run() async throws {
    try await GateOrder(options: options, name: name).signed(.release, owner: owner.owner, reason: owner.reason)
  }
}
