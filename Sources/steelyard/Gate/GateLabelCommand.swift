import ArgumentParser
import Evidence
import Foundation
import Gateway
import Ledger
import NIOPosix

/// `steelyard gate label`: a page on this machine on which people compare answers.
struct GateLabelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Serves a page on this machine on which people compare pairs of answers without knowing whose they are.",
    discussion: """
      Pairs are there when texts are kept: 'shadow: {keep: 30d}' in steelyard.yaml. Their verdicts measure the judge,
      whose errors then shrink the margin of the next round; with 'labels: 0.2' a fifth of the pairs wait for them and
      count with them.
      """)

  @Argument(help: "The gate: its name in the policy or the beginning of its id; may be left out if there is only one.")
  var gate: String?
  @Option(help: "The ledger (default: $STEELYARD_DB, else where 'steelyard serve' keeps it).") var db: String?
  @Option(help: "Port to listen on; 0 takes a free one.") var port = 8090
  @Option(help: "Who labels, for the record.") var by = ProcessInfo.processInfo.environment["USER"] ?? "somebody"

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is not from 0 to 65535") }
  }

  func run() async throws {
    let store = try EvidenceStore.open(path: DatabaseLocation.resolve(db))
    let terms = try chosen(store)
    var random = SystemRandomNumberGenerator()
    // Another order each time the page is opened: nobody can learn it.
    let desk = LabelDesk(
      store: store, gate: terms.id, title: "\(terms.key.useCase): which answer is better?", person: by,
      seed: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    let server: LabelServer
    do {
      server = try await LabelServer.start(desk, port: port, group: MultiThreadedEventLoopGroup.singleton)
    } catch {
      throw ValidationError("the page cannot listen on port \(port): \(error)")
    }
    print("http://127.0.0.1:\(server.port)/label (ctrl-C ends it)")
    try await server.run()
  }

  // The latest gate of a name: an earlier one is about versions that are gone.
  private func chosen(_ store: EvidenceStore) throws -> GateTerms {
    let all = try store.gates().map { try GateTerms($0) }
    let fitting = gate.map { wanted in all.filter { $0.name == wanted || $0.id.hasPrefix(wanted) } } ?? all
    if Set(fitting.map(\.name)).count == 1, let latest = fitting.last { return latest }
    let names = Set(all.map(\.name)).sorted().joined(separator: ", ")
    throw ValidationError(
      all.isEmpty
        ? "the ledger has no gates yet; they come with 'gates:' in the policy and 'shadow: on' in steelyard.yaml"
        : "name one of these gates: \(names)")
  }
}

/// `steelyard gate`: what has earned its place.
struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate", abstract: "Shows and steers the gates through which challengers come to serve a use case.",
    subcommands: [GateLabelCommand.self])
}
