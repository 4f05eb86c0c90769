import ArgumentParser

/// `steelyard cascade`: when an open model's answer gives way to a closed one.
struct CascadeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cascade",
    abstract: "Finds when an open model's answer has to give way to a closed one.",
    subcommands: [CascadeCalibrateCommand.self])
}
