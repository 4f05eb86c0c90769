import ArgumentParser

/// `steelyard keys`: who may call the gateway.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Makes, lists and revokes the keys of callers.",
    discussion: "Works beside a running gateway, which notices a change within a second.",
    subcommands: [KeysCreateCommand.self, KeysListCommand.self, KeysRevokeCommand.self])
}
