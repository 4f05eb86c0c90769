import ArgumentParser

/// `steelyard gate`: whether a challenger has earned a use case.
struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Shows, plans, moves and audits gates: what has earned a use case, and on which evidence.",
    discussion: """
      A gate's name is '<use case>[@tenant]:<challenger>', as 'gate list' shows it; its short id tells versions apart.
      All of it works beside a running gateway, which notices an owner's order within two seconds.
      """,
    subcommands: [
      GateListCommand.self, GateShowCommand.self, GatePlanCommand.self, GateStartCommand.self, GateOpenCommand.self,
      GateCloseCommand.self, GateReleaseCommand.self, GateVerifyCommand.self, GateLabelCommand.self,
      GateLagCommand.self,
    ])
}
