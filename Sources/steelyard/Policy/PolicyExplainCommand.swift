import ArgumentParser
import Assessment
import Catalog
import Gateway
import Policy
import Routing
import StrictYAML

/// `steelyard policy explain`: each offer, allowed or refused, with the rule that refuses it.
struct PolicyExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows for one request which offers may serve, which rule refuses the others, and what each would cost.",
    discussion: """
      With --request the text of the request is looked at, as the gateway does, and may raise the stakes. Without
      --provider every provider of the catalogue counts as configured. Exits with 1 when nothing may serve.
      """)

  @Option(help: "The use case, as a header would name it.") var useCase: String?
  @Option(help: "Whose request it is.") var tenant: String?
  @Option(help: "What kind of data it carries.") var dataClass: String?
  @Option(help: "The model that is asked for: a model, an offer, steelyard/<use case> or auto.") var model: String?
  @Option(help: "A request body as JSON.", completion: .file(extensions: ["json"])) var request: String?
  @Option(help: "What the body is addressed to: chat_completions, messages or embeddings.")
  var endpoint: EndpointName = .chatCompletions
  @Option(help: "The prompt's length in tokens, when there is no --request.") var promptTokens = 1000
  @Option(help: "The longest answer in tokens, when the request names none.") var maxTokens: Int?
  @Option(help: "A provider that is configured; may be repeated.") var provider: [String] = []
  @Option(help: "A gate to take as open, by its name; may be repeated. All others are closed.")
  var openGate: [String] = []
  @Flag(help: "A stream is asked for.") var stream = false
  @Option(help: "The policy (default: the built-in one).", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String?
  @OptionGroup var catalog: CatalogOptions
  @Flag(help: "Leaves out offers that are refused.") var allowed = false
  @Option(help: "table, csv or json: of the offers; the table is preceded by the decision.")
  var format: OutputFormat = .table

  func validate() throws {
    guard (0...100_000_000).contains(promptTokens) else {
      throw ValidationError("--prompt-tokens must not be negative")
    }
    if let maxTokens, maxTokens < 1 { throw ValidationError("--max-tokens must be at least 1") }
  }

  func run() throws {
    let catalog = try catalog.load()
    let policy = try PolicyFile(path: policy).load(catalog: catalog)
    for name in provider where catalog.provider(name) == nil {
      throw ValidationError("the catalogue has no provider '\(name)'")
    }
    for name in openGate where !policy.gates.contains(where: { $0.name == name }) {
      throw ValidationError(
        "the policy has no gate '\(name)'\(Nearest.hint(name, among: policy.gates.map(\.name)))")
    }
    let subject = try ExplainedRequest(command: self)
    let router = Router(catalog: catalog, policy: policy, providers: provider.isEmpty ? nil : Set(provider))
    let decision = router.decide(subject.request)
    let report = PolicyExplanation(
      decision: decision, request: subject.request, findings: subject.findings, catalog: catalog)
    if format == .table { print(report.summary) }
    if decision.outcome.isAboutOffers || format != .table {
      print(report.table(onlyAllowed: allowed).render(format), terminator: "")
    }
    guard decision.outcome == .serve else { throw ExitCode(1) }
  }
}
