import Testing

@Suite("Unmodified clients in front of upstreams of either dialect", .serialized)
struct ClientTests {
  /// An upstream dialect and the model whose provider speaks it.
  struct Route: CustomTestStringConvertible, Sendable {
    let dialect: String
    let model: String
    let thinkingModel: String

    var testDescription: String { "\(dialect) upstream" }
  }

  static let routes = [
    Route(dialect: "openai", model: ServedModels.openAI, thinkingModel: ServedModels.openAIThinking),
    Route(dialect: "anthropic", model: ServedModels.anthropic, thinkingModel: ServedModels.anthropic),
  ]

  @Test(
    "the openai client gets everything it asks for, and errors of its own classes",
    .enabled(if: ClientEnvironment.openai.isInstalled, "\(ClientEnvironment.openai.whatToDo)"),
    .timeLimit(.minutes(20)), arguments: routes)
  func openAIClient(_ route: Route) async throws {
    try await run("openai_sdk.py", client: .openai, route: route)
  }

  @Test(
    "the anthropic client gets everything it asks for, and errors of its own classes",
    .enabled(if: ClientEnvironment.anthropic.isInstalled, "\(ClientEnvironment.anthropic.whatToDo)"),
    .timeLimit(.minutes(20)), arguments: routes)
  func anthropicClient(_ route: Route) async throws {
    try await run("anthropic_sdk.py", client: .anthropic, route: route)
  }

  private func run(_ script: String, client: ClientEnvironment, route: Route) async throws {
    let bed = try await TestBed.make()
    try await bed.withSimulator { simulator in
      let upstreams = [
        Upstream(provider: "openai", baseURL: "\(simulator)/v1", dialect: "openai"),
        Upstream(provider: "anthropic", baseURL: "\(simulator)/v1", dialect: "anthropic"),
        Upstream(provider: "deepseek", baseURL: "\(simulator)/v1", dialect: "openai"),
        Upstream(provider: "xai", baseURL: "http://127.0.0.1:1/v1", dialect: "openai"),
      ]
      let settings = """
        retries: {attempts: 2, base_delay: 10ms, max_delay: 50ms}
        # Checks that make an upstream fail must not shut it out for those that follow.
        breaker: {failures: 1000, cool_down: 10ms}
        """
      try await bed.withGateway(upstreams: upstreams, settings: settings) { gateway in
        try await ScriptRun(
          script: script, client: client,
          arguments: [
            "--gateway", gateway, "--simulator", simulator, "--upstream", route.dialect, "--model", route.model,
            "--key", bed.key, "--revoked-key", bed.revokedKey, "--capped-key", bed.cappedKey,
            "--refused-model", ServedModels.open, "--dead-model", ServedModels.unreachable,
            "--thinking-model", route.thinkingModel, "--embedding-model", ServedModels.embedding,
          ]
        ).expectAllChecksToPass()
      }
    }
  }
}
