import ArgumentParser
import Catalog
import Policy

/// `steelyard policy show`: the policy at a glance, or its text.
struct PolicyShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows use cases, rules, gates and exceptions; with --yaml the file itself, to copy and change.")

  @Argument(help: "The policy (default: the built-in one).", completion: .file(extensions: ["yaml", "yml"]))
  var file: String?
  @Flag(help: "Prints the file as it is.") var yaml = false
  @Option(help: "table, csv or json: of the use cases; the table is followed by rules, gates and exceptions.")
  var format: OutputFormat = .table

  func run() throws {
    let source = try PolicyFile(path: file)
    if yaml {
      print(source.text, terminator: "")
      return
    }
    let policy = try source.load(catalog: nil)
    print(useCases(policy).render(format), terminator: "")
    guard format == .table else { return }
    print("\n" + rules(policy).render(format), terminator: "")
    if !policy.gates.isEmpty { print("\n" + GateTable.gates(policy).render(format), terminator: "") }
    if policy.useCases.contains(where: { $0.cascade != nil }) {
      print("\n" + GateTable.cascades(policy).render(format), terminator: "")
    }
    for gate in policy.gates {
      guard let signature = gate.signature else { continue }
      print("\n\(gate.name): signed by \(signature.owner) on \(signature.date.dayText): \(signature.reason)")
    }
    for lowering in policy.lowerings {
      print(
        "\n\(lowering.tenant): '\(lowering.useCase)' counts as \(lowering.stakes.rawValue) from "
          + "\(lowering.date.dayText)\(lowering.until.map { " until \($0.dayText)" } ?? ""), "
          + "by \(lowering.owner): \(lowering.reason)")
    }
  }

  private func useCases(_ policy: Policy) -> TextTable {
    var table = TextTable([
      .init("use case"), .init("title"), .init("stakes"), .init("class"), .init("tier"), .init("order"),
      .init("domains"), .init("names"),
    ])
    for useCase in policy.useCases {
      table.add([
        useCase.id, useCase.title, useCase.stakes.rawValue, useCase.modelClass.rawValue,
        useCase.minimumTier?.rawValue ?? "any", useCase.order.rawValue, useCase.domains.joined(separator: " "),
        useCase.names.joined(separator: " "),
      ])
    }
    return table
  }

  private func rules(_ policy: Policy) -> TextTable {
    var table = TextTable([.init("rule"), .init("holds for"), .init("reason"), .init("source")])
    for rule in policy.rules {
      table.add([rule.name, scope(rule.when), rule.reason, rule.source ?? ""])
    }
    return table
  }

  private func scope(_ scope: RuleScope) -> String {
    let parts = [
      ("use case", scope.useCases), ("stakes", scope.stakes.map(\.rawValue)), ("data", scope.dataClasses),
      ("tenant", scope.tenants), ("tenant not", scope.exceptTenants),
    ]
    let given = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1.joined(separator: "|"))" }
    return given.isEmpty ? "every request" : given.joined(separator: ", ")
  }
}
