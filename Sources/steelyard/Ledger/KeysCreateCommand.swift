import ArgumentParser
import Foundation
import Gateway
import Ledger
import Policy
import StrictYAML

/// `steelyard keys create`: a new key, whose secret is shown once.
struct KeysCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Makes a key and shows its secret, once.",
    discussion: """
      The secret goes to standard output alone, so that a script can take it; what else there is to say goes to
      standard error. Caps are in US dollars, in UTC days and calendar months.
      """)

  @OptionGroup var ledger: LedgerOption
  @Option(help: "Who the key belongs to.") var tenant: String
  @Option(help: "The use case that all its requests have; nothing that a request says lowers it.") var useCase: String?
  @Option(help: "The class of data that its requests carry, for rules of the policy.") var dataClass: String?
  @Option(help: "The most that it may spend in a UTC day, such as 5.00.") var capDay: DollarAmount?
  @Option(help: "The most that it may spend in a UTC calendar month.") var capMonth: DollarAmount?
  @Option(help: "The most that it may ever spend.") var capTotal: DollarAmount?
  @Option(help: "What you call it.") var name: String?

  func run() throws {
    let caps = Caps(day: capDay?.amount, month: capMonth?.amount, total: capTotal?.amount)
    let path = try ledger.path()
    let made = try KeyStore.open(path: path).createKey(
      tenant: tenant, useCase: useCase, dataClass: dataClass, caps: caps, name: name)
    Terminal.line(made.secret)
    let words = "key \(made.key.id) for '\(tenant)' in \(path); its secret is not stored and not shown again\n"
    FileHandle.standardError.write(Data((words + warning()).utf8))
  }

  // The policy that the gateway will have is not known here for certain, so that this is no error.
  private func warning() -> String {
    guard let useCase else { return "" }
    let source = ((try? GatewayConfiguration.found(ledger.config)) ?? GatewayConfiguration()).policy
    guard let policy = try? Policy.load(text: source.text, file: source.name, catalog: nil) else { return "" }
    guard policy.useCase(named: useCase) == nil else { return "" }
    let names = policy.requestNames
    return "warning: \(source.name) has no use case '\(useCase)'\(Nearest.hint(useCase, among: names)), and a request "
      + "of this key is refused until it has; there are: \(names.joined(separator: ", "))\n"
  }
}
