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
      margin of the next round. Pairs are there as long as their texts are kept: shadow: {keep: 30d} in steelyard.yaml.
      """)

  @OptionGroup var options: GateOptions
  @Argument(help: "The gate's name or id.") var name: String
  @Option(help: "Port on 127.0.0.1; 0 takes a free one.") var port = 8090
  @Option(help: "Who labels.") var person = ProcessInfo.processInfo.environment["USER"] ?? "somebody"

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is not from 0 to 65535") }
    guard !person.allSatisfy(\.isWhitespace) else { throw ValidationError("--person is empty; say who labels") }
  }

  func run() async throws {
    let store = try options.requiredStore()
    let register = try GateRegister(try await options.snapshot(), store: store)
    let entry = try register.required(name)
    let waiting = try store.exchanges(of: entry.terms.id, toLabel: true, limit: .max).count
    var generator = SystemRandomNumberGenerator()
    let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let desk = LabelDesk(
      store: store, gate: entry.terms.id, title: "\(entry.terms.key.useCase): which answer is better?", person: person,
      seed: seed)
    let server: LabelServer
    do {
      server = try await LabelServer.start(desk, port: port, group: MultiThreadedEventLoopGroup.singleton)
    } catch { throw ValidationError("the page cannot be served on 127.0.0.1:\(port): \(error)") }
    Terminal.line(
      "\(GateText.count(waiting, "pair")) to compare by '\(person)' on http://127.0.0.1:\(server.port)/label (ctrl-C ends it)"
    )
    for await event in Signals.events(poll: .seconds(3_600)) where event == .stop { break }
    try await server.stop()
    let labelled = try store.exchanges(of: entry.terms.id, limit: .max).count { $0.label != nil }
    Terminal.line("stopped; of this gate \(GateText.count(labelled, "pair")) \(labelled == 1 ? "is" : "are") labelled")
  }
}
