import ArgumentParser
import Foundation
import Gateway
import NIOPosix
import Policy
import Simulator

/// `steelyard demo`: a sample working day, without keys or a network.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Sends a sample working day through a gateway whose providers are simulated.",
    discussion: """
      About 200 requests in four languages from eight invented customers go over real HTTP through the gateway, with
      the built-in policy and catalogue, to a simulator that stands in for every provider. Then a table says who
      served what, what it cost and what it would have cost, and the gateway stays up to be tried.
      """)

  @Flag(name: .customLong("exit"), help: "End after the table; the exit status is 1 if a check fails.")
  var exitsAtOnce = false
  @Option(help: "Port of the gateway; 0 takes a free one.") var port = 0
  @Option(help: "Ledger file to keep; by default a temporary one that is removed at the end.") var db: String?
  @Option(help: "Requests under way at once.") var concurrency = 6
  @Option(help: "Milliseconds before the first byte of a simulated reply.") var latencyMs = 40
  @Flag(help: "List what each check found.") var verbose = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is not from 0 to 65535") }
    guard (1...64).contains(concurrency) else {
      throw ValidationError("--concurrency \(concurrency) is not from 1 to 64")
    }
    guard (0...10_000).contains(latencyMs) else {
      throw ValidationError("--latency-ms \(latencyMs) is not from 0 to 10000")
    }
  }

  func run() async throws {
    let day = try DemoDay.load(files: EmbeddedFiles.demo)
    let place = try DemoPlace(database: db)
    defer { place.remove() }
    let group = MultiThreadedEventLoopGroup.singleton
    let upstream = try await SimulatedUpstream.start(
      behaviour: Behaviour(latencyMilliseconds: latencyMs, chunkMilliseconds: 1, tokens: 300), group: group)
    let gateway = try await DemoGateway.start(port: port, simulator: upstream.port, database: place.database)
    print("simulator on http://127.0.0.1:\(upstream.port) stands in for \(gateway.providers.count) providers")
    print("gateway on http://127.0.0.1:\(gateway.port), ledger \(place.database)")
    print("texts are judged by words and by an encoder: \(gateway.encoder)")
    print("\(day.requests.count) requests from \(day.tenants.count) customers")
    fflush(nil)

    let keys = Dictionary(
      uniqueKeysWithValues: try day.tenants.map { ($0.id, try gateway.createKey(for: $0)) })
    let holds = try await live(day, gateway: gateway, keys: keys)
    try await gateway.shutdown()
    try await upstream.stop()
    guard holds == true else { throw ExitCode.failure }
  }

  private enum Happening: Sendable {
    case shown(Bool)
    case stopped
  }

  /// Shows the day and keeps the gateway up until a signal; nil when that came before the day's end.
  private func live(_ day: DemoDay, gateway: DemoGateway, keys: [String: String]) async throws -> Bool? {
    try await withThrowingTaskGroup(of: Happening.self) { group in
      // One subscription for the whole life of the demo: a signal that comes between two would be lost.
      group.addTask {
        for await event in Signals.events(poll: .seconds(3_600)) where event == .stop { break }
        return .stopped
      }
      group.addTask { .shown(try await show(day, gateway: gateway, keys: keys)) }
      defer { group.cancelAll() }
      guard case .shown(let holds)? = try await group.next() else {
        print("\nstopping before the day's end")
        return nil
      }
      guard !exitsAtOnce else { return holds }
      DemoInvitation(gateway: gateway, key: keys["meridian"] ?? "").show()
      _ = try await group.next()
      print("\nstopping")
      return holds
    }
  }

  private func show(_ day: DemoDay, gateway: DemoGateway, keys: [String: String]) async throws -> Bool {
    let run = DemoRun(
      caller: SimulatedCaller(port: gateway.port, group: MultiThreadedEventLoopGroup.singleton), keys: keys,
      concurrency: concurrency)
    var progress = DemoProgress(total: day.requests.count)
    let began = ContinuousClock.now
    let outcomes = await run.send(day.requests) { progress.add($0) }
    try Task.checkCancellation()
    let seconds = (ContinuousClock.now - began) / .seconds(1)
    print("sent in \((seconds * 10).rounded() / 10) s\n")
    let decisions = try gateway.decisions(last: day.requests.count + 1)
    let baseline = DemoBaseline(catalog: gateway.catalog, policy: gateway.policy, providers: gateway.providers)
    let report = DemoReport(
      decisions: decisions, catalog: gateway.catalog, policy: gateway.policy, baseline: baseline)
    print(report.text())
    let policy = gateway.policy
    let checks = DemoChecks(outcomes: outcomes, decisions: decisions) { policy.useCase(named: $0)?.id ?? $0 }
    return show(checks.all)
  }

  private func show(_ checks: [DemoChecks.Check]) -> Bool {
    for check in checks {
      print("\(check.holds ? "✓" : check.isClaim ? "✗" : "·") \(check.text)")
      guard !check.holds, verbose || check.isClaim else { continue }
      let shown = check.details.prefix(verbose ? .max : 5)
      for detail in shown { print("    \(detail)") }
      if shown.count < check.details.count { print("    and \(check.details.count - shown.count) more (--verbose)") }
    }
    print("The day is for showing, not for measuring: the lexicon was written with its texts in view.")
    fflush(nil)
    return checks.allSatisfy { $0.holds || !$0.isClaim }
  }
}
