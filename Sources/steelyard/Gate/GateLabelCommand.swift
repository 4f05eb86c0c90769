import ArgumentParser
import Evidence
import Foundation
import Gateway
import Ledger
import NIOPosix

/// `steelyard gate label`: a page on which a person compares pairs.
struct GateLabelCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "label",
    abstract: "Serves a page on this machine on which a person compares a gate's pairs of answers.",
    discussion: """
      Names are hidden and the order is random. Labels measure the judge: from 30 decided pairs on its errors shrink the \
      margin of the next round; with 'labels: 0.2' a fifth of the pairs wait for a person and count with the verdict. Pairs \
      are there as long as their texts are kept: 'shadow: {keep: 30d}' in steelyard.yaml.
      """)

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id; may be left out where there is only one.") var name: String?
  @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 8090
  @Option(help: "Who labels, for the record.") var by = ProcessInfo.processInfo.environment["USER"] ?? "somebody"

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is not from 0 to 65535") }
    guard !by.allSatisfy(\.isWhitespace) else { throw ValidationError("--by is empty; say who labels") }
  }

  func run() async throws {
    let store = try options.requiredStore()
    let register = try GateRegister(try await options.snapshot(), store: store)
    let entry = try chosen(register)
    let waiting = try store.exchanges(of: entry.terms.id, toLabel: true, limit: .max).count
    var generator = SystemRandomNumberGenerator()
    let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let desk = LabelDesk(
      store: store, gate: entry.terms.id, title: "\(entry.terms.key.useCase): which answer is better?", person: by,
      seed: seed)
    let server: LabelServer
    do {
      server = try await LabelServer.start(desk, port: port, group: MultiThreadedEventLoopGroup.singleton)
    } catch { throw ValidationError("the page cannot be served on 127.0.0.1:\(port): \(error)") }
    Terminal.line(
      "\(GateText.count(waiting, "pair")) to compare by '\(by)' on http://127.0.0.1:\(server.port)/label (ctrl-C ends it)"
    )
    for await event in Signals.events(poll: .seconds(3_600)) where event == .stop { break }
    try await server.stop()
    let labelled = try store.exchanges(of: entry.terms.id, limit: .max).count { $0.label != nil }
    Terminal.line("stopped; of this gate \(GateText.count(labelled, "pair")) \(labelled == 1 ? "is" : "are") labelled")
  }

  private func chosen(_ register: GateRegister) throws -> GateRegister.Entry {
    if let name { return try register.required(name) }
    let known = register.entries.filter { $0.row != nil && $0.gate != nil }
    if known.count == 1, let only = known.first { return only }
    throw ValidationError(
      known.isEmpty
        ? "the ledger has no pairs yet; they come with 'gates:' in the policy and 'shadow: on' in steelyard.yaml"
        : "name one of the gates: \(known.map(\.terms.name).joined(separator: ", "))")
  }
}
