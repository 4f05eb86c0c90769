import Evidence
import Gateway
import Logging
import NIOCore
import NIOPosix
import Simulator

/// Use cases of which the truth is known, sent over HTTP through a gateway with its shadow traffic, scores and gates.
///
/// Nothing is simulated but the models: what decides is what decides for customers, and its rows are recomputed at the
/// end. Each gate has one pair under way at a time, so that the same options lead to the same rows.
public struct GateTrial: Sendable {
  /// How large a trial is.
  public struct Options: Sendable {
    /// Half of them are equal, half are worse by two margins; half are judged, half are checked.
    public var useCases = 200
    /// Of those that open, how many drift later.
    public var drifting = 20
    /// Audits before they do.
    public var auditsBefore = 500
    public var margin = 0.1
    public var error = 0.05
    /// Pairs at which a gate gives up.
    public var mostPairs = 8_000
    /// Audits at which a search for drift gives up.
    public var mostAudits = 5_000
    public var seed: UInt64 = 2026
    /// The gateway's new ledger.
    public var database: String

    public init(database: String) { self.database = database }
  }

  /// A trial that could not go on.
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// How far it is.
  public struct Progress: Sendable {
    public var pairs: Int
    public var decided: Int
    public var of: Int
  }

  /// What one gate did.
  struct Course: Sendable {
    var pairs = 0
    var state: GateState?
    /// Audits before the change, and from it to the closing.
    var audits = 0
    var delay: Int?
    var falseAlarm = false
  }

  let options: Options
  let cases: [TrialCase]
  let models: TrialModels
  let gateway: GatewayServer
  let group: any EventLoopGroup
  /// Requests on their way at once.
  static let lanes = 8

  /// Runs a trial from an empty ledger to its audit.
  public static func run(
    _ options: Options, progress: @Sendable (Progress) -> Void = { _ in }
  ) async throws -> GateTrialResult {
    let cases = try (0..<options.useCases).map { try TrialCase(number: $0, margin: options.margin) }
    let models = TrialModels(cases: cases, seed: options.seed)
    let group = MultiThreadedEventLoopGroup.singleton
    let upstream = try await SimulatedUpstream.start(behaviour: Behaviour(logLimit: 1), group: group)
    upstream.say { models.answer(model: $0, body: $1) }
    var logger = Logger(label: "steelyard.trial")
    logger.logLevel = .error
    let gateway = try await GatewayServer.start(
      configuration(cases, options, upstream: upstream.port), environment: [:], logger: logger)
    let trial = GateTrial(options: options, cases: cases, models: models, gateway: gateway, group: group)
    do {
      let result = try await trial.result(progress)
      try await gateway.shutdown()
      try await upstream.stop()
      return result
    } catch {
      try? await gateway.shutdown()
      try? await upstream.stop()
      throw error
    }
  }

  private static func configuration(
    _ cases: [TrialCase], _ options: Options, upstream: Int
  ) -> GatewayConfiguration {
    var configuration = GatewayConfiguration()
    configuration.port = 0
    configuration.threads = 1
    configuration.discovers = false
    configuration.ledgerPath = options.database
    configuration.policy = .init(name: "trial", text: TrialPolicy.text(cases, options))
    configuration.providers = TrialPolicy.providers.map { id in
      var settings = GatewayConfiguration.ProviderSettings(id: id)
      settings.baseURL = "http://127.0.0.1:\(upstream)/v1"
      settings.key = "simulated"
      return settings
    }
    var shadow = ShadowSettings()
    shadow.queue = max(256, cases.count)
    shadow.budgetPerDay = nil
    configuration.shadow = shadow
    return configuration
  }

  private func result(_ progress: @Sendable (Progress) -> Void) async throws -> GateTrialResult {
    var courses = [Course](repeating: Course(), count: cases.count)
    var counts = GateTrialResult.Counts()
    try await gather(&courses, &counts, progress)
    let drifting = try await drift(&courses, &counts)
    return try GateTrialResult(self, courses, drifting: drifting, counts)
  }

  // A wave asks one question of each use case that is open to evidence, and ends when all of it is written down.
  private func gather(
    _ courses: inout [Course], _ counts: inout GateTrialResult.Counts, _ progress: @Sendable (Progress) -> Void
  ) async throws {
    for question in 0..<options.mostPairs {
      let states = gateway.gateStates
      for entry in cases { courses[entry.number].state = states[entry.gate] }
      let undecided = cases.filter { if case .gathering = courses[$0.number].state { true } else { false } }
      progress(Progress(pairs: counts.requests, decided: cases.count - undecided.count, of: cases.count))
      guard !undecided.isEmpty else { return }
      try await wave(undecided.map { ($0, question, false) }, &counts)
      for entry in undecided { courses[entry.number].pairs += 1 }
    }
    let states = gateway.gateStates
    for entry in cases { courses[entry.number].state = states[entry.gate] }
  }

  // Returns the use cases whose challenger drifts: of each way of scoring as many.
  private func drift(
    _ courses: inout [Course], _ counts: inout GateTrialResult.Counts
  ) async throws -> [TrialCase] {
    let open = cases.filter { if case .open = courses[$0.number].state { $0.truth == .equal } else { false } }
    let chosen = TrialCase.Scoring.allCases.flatMap { scoring in
      open.filter { $0.scoring == scoring }.prefix(options.drifting / TrialCase.Scoring.allCases.count)
    }
    for step in 0..<(options.auditsBefore + options.mostAudits) {
      let states = gateway.gateStates
      let isDrifted = step >= options.auditsBefore
      var watched: [TrialCase] = []
      for entry in chosen where !courses[entry.number].falseAlarm && courses[entry.number].delay == nil {
        if case .open = states[entry.gate] {
          watched.append(entry)
        } else if isDrifted {
          courses[entry.number].delay = step - options.auditsBefore
        } else {
          courses[entry.number].falseAlarm = true
        }
      }
      guard !watched.isEmpty else { break }
      try await wave(watched.map { ($0, options.mostPairs + step, isDrifted) }, &counts)
      for entry in watched { courses[entry.number].audits += 1 }
    }
    return chosen
  }

  private func wave(
    _ questions: [(useCase: TrialCase, number: Int, isDrifted: Bool)], _ counts: inout GateTrialResult.Counts
  ) async throws {
    let states = gateway.gateStates
    try await withThrowingTaskGroup(of: GateTrialResult.Counts.self) { group in
      for lane in 0..<min(Self.lanes, questions.count) {
        group.addTask {
          var counts = GateTrialResult.Counts()
          let connection = try await KeptConnection.open(port: gateway.port, group: self.group)
          defer { connection.leave() }
          for index in stride(from: lane, to: questions.count, by: Self.lanes) {
            let (entry, number, isDrifted) = questions[index]
            let body = models.question(number, of: entry, isDrifted: isDrifted)
            let reply = try await connection.post("/v1/chat/completions", body)
            guard reply.status == 200, reply.isWhole, let model = reply.header("x-steelyard-model") else {
              throw Failure(
                description:
                  "question \(number) of \(entry.name) got status \(reply.status.map(String.init) ?? "none"): "
                  + String(decoding: reply.body.prefix(300), as: UTF8.self))
            }
            counts.requests += 1
            let isOpen = if case .open = states[entry.gate] { true } else { false }
            if model == TrialPolicy.challenger { counts.byChallenger += 1 }
            if (model == TrialPolicy.challenger) != isOpen { counts.misplaced += 1 }
          }
          return counts
        }
      }
      for try await part in group { counts.add(part) }
    }
    await gateway.shadowSettled()
  }
}
