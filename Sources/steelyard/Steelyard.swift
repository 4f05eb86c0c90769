import ArgumentParser
import Foundation
import Gateway
import StrictYAML

/// The command line: one file for each command.
@main
struct Steelyard: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "steelyard",
    abstract: "Serves each request with the model that its use case allows, at the lowest permitted price.",
    discussion: """
      Start with 'steelyard demo', which needs no key and no network, or with 'steelyard serve', which finds the
      providers whose keys are in the environment. 'steelyard init' writes a commented configuration.
      """,
    version: SteelyardVersion.current,
    subcommands: [
      ServeCommand.self, InitCommand.self, CatalogCommand.self, PolicyCommand.self, KeysCommand.self,
      LedgerCommand.self, SpendCommand.self, DecisionsCommand.self, ReplayCommand.self, AssessCommand.self,
      FrontierCommand.self, AdviseCommand.self, AuditCommand.self, GateCommand.self,
      EvalCommand.self, CascadeCommand.self,
      BenchCommand.self, SimulateCommand.self, DemoCommand.self,
    ])

  /// Runs the command that the arguments name; one that there is not is told with those that there are.
  static func main() async {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    if let first = CommandLine.arguments.dropFirst().first, !first.hasPrefix("-"), !names.contains(first) {
      StandardError.write(
        "Error: there is no command '\(first)'\(Nearest.hint(first, among: names)); there are: "
          + "\(names.joined(separator: ", "))\n")
      Foundation.exit(EX_USAGE)
    }
    await main(nil)
  }
}
