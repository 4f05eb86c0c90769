import ArgumentParser

/// `steelyard gate start`: begins another round after one that did not open the gate.
struct GateStartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Begins a gate's next round, on new data and a smaller share of its error.",
    discussion: """
      Round r may err with 6α/(π²r²), so all rounds together err with α at most: each further round needs more pairs. A \
      gateway begins rounds by itself where nothing speaks against it; after 'proved worse', 'inconclusive' or a guardrail \
      it waits for this command.
      """)

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id.") var name: String

  func run() async throws { try await GateOrder(options: options, name: name).start() }
}
