import ArgumentParser
import Gateway

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
}
