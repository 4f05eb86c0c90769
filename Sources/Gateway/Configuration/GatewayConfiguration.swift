public import Catalog

/// The gateway's configuration as it is written, after defaults: what `steelyard.yaml` can say.
public struct GatewayConfiguration: Sendable {
  /// Whether callers must present a key.
  public enum Authentication: String, CaseIterable, Sendable {
    /// Required as soon as one key exists.
    case auto
    case required
    case off
  }

  /// Bounds on what a client may send or hold.
  public struct Limits: Hashable, Sendable {
    /// The longest request body, bytes.
    public var bodyBytes = 32 << 20
    /// All header fields of a request together, bytes.
    public var headerBytes = 64 << 10
    /// Open client connections.
    public var connections = 10_000
    /// Requests being served at once.
    public var concurrentRequests = 8_000
    /// The longest reply that is not streamed, bytes.
    public var replyBytes = 64 << 20
    /// Request bodies under way in all connections together, bytes.
    public var bodyBudgetBytes = 512 << 20
    /// Requests of one key being served at once, by default nine tenths of all; 0 for no limit of its own.
    public var requestsPerKey = 7_200
    /// Requests of one connection that are answered before others have their turn.
    public var pipelined = 4
    /// Creates the defaults.
    public init() {}
  }

  /// Time limits in milliseconds; 0 means none where nothing else is said.
  public struct Timeouts: Hashable, Sendable {
    /// Until an upstream accepts a connection; never 0.
    public var connect: Int64 = 5_000
    /// From sending a request until the first byte of its reply.
    public var firstByte: Int64 = 120_000
    /// The same while another offer is left to try.
    public var firstByteWithFallback: Int64 = 30_000
    /// From sending a request until the first text of its stream while another offer is left to try: an early event
    /// without any text does not count. Requests that ask for reasoning get `firstByteWithFallback` instead.
    public var firstToken: Int64 = 12_000
    /// Between two reads of a reply that has begun.
    public var idle: Int64 = 60_000
    /// The same while another offer is left to try.
    public var idleWithFallback: Int64 = 15_000
    /// For a whole attempt, none by default: a healthy stream must not die of a wall clock.
    public var total: Int64 = 0
    /// Until a client has sent a request's head.
    public var headerRead: Int64 = 10_000
    /// Between two reads of a request's body.
    public var bodyRead: Int64 = 20_000
    /// A client's connection without a request.
    public var keepAlive: Int64 = 75_000
    /// While nothing could be written to a client that has bytes waiting.
    public var clientWrite: Int64 = 30_000
    /// How long a request may wait for money that others hold; with 0 it does not wait.
    public var budgetWait: Int64 = 30_000
    /// For open streams at shutdown, before they are ended in-band; with 0 they are ended at once.
    public var drain: Int64 = 30_000
    /// Creates the defaults.
    public init() {}

    /// The limit until the first byte; one for attempts with a fallback only ever shortens the general one.
    public func firstByte(hasFallback: Bool) -> Int64 {
      hasFallback ? Self.shorter(firstByte, firstByteWithFallback) : firstByte
    }

    /// The limit between two reads; one for attempts with a fallback only ever shortens the general one.
    public func idle(hasFallback: Bool) -> Int64 { hasFallback ? Self.shorter(idle, idleWithFallback) : idle }

    private static func shorter(_ left: Int64, _ right: Int64) -> Int64 {
      left == 0 || right == 0 ? max(left, right) : min(left, right)
    }
  }

  /// One upstream as configured, on top of what the catalogue knows of it.
  public struct ProviderSettings: Hashable, Sendable {
    public var id: ProviderID
    public var baseURL: String?
    public var dialect: WireDialect?
    public var key: String?
    public var keyVariable: String?
    /// PEM file with the only trust roots to accept.
    public var authorityFile: String?
    /// False takes the provider out.
    public var enabled = true
    /// Creates settings that change nothing.
    public init(id: ProviderID) { self.id = id }
  }

  public var host = "127.0.0.1"
  public var port = 8080
  /// Event loop threads; 0 means one a core that this process may use.
  public var threads = 0
  public var ledgerPath: String?
  public var authentication = Authentication.auto
  /// Names by which callers may address this machine while no key is asked for, besides those of loopback;
  /// lower case, without a port.
  public var hosts: [String] = []
  /// Policy text and its name; the embedded one by default.
  public var policy: NamedText
  /// The user's own catalogue files, merged after the embedded ones.
  public var extraCatalog: [NamedText] = []
  /// Negotiated prices.
  public var overrides: [NamedText] = []
  public var providers: [ProviderSettings] = []
  /// Rank files of tokenizers, such as `o200k_base.tiktoken`.
  public var tokenizers: [String] = []
  /// True when providers are to be found from the environment and on this machine.
  public var discovers = true
  public var limits = Limits()
  public var timeouts = Timeouts()
  /// Whether and how a second model is shown what the first one answered; off by default.
  public var shadow: ShadowSettings?
  var retries = AttemptMachine.Settings()
  var breaker = Breaker.Settings()
  /// Where this came from, for messages; nil for the built-in defaults.
  public var file: String?
  /// Files whose change reloads the configuration.
  public var watched: [String] = []

  /// A text with the name by which it is complained about.
  public struct NamedText: Hashable, Sendable {
    public var name: String
    public var text: String
    /// Names a text.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The defaults with the embedded policy.
  public init() {
    policy = NamedText(name: "policy.yaml (embedded)", text: EmbeddedFiles.text("policy.yaml") ?? "")
  }
}
