public import Assessment
public import Catalog

/// Everything about a request that a decision rests on. The same value gives the same decision.
public struct RoutingRequest: Hashable, Codable, Sendable {
  /// What kind of answer is asked for.
  public enum Endpoint: String, Codable, Sendable, CaseIterable {
    case chat, embeddings
  }

  /// The use case that the request's header names.
  public var headerUseCase: String?
  /// The use case that the key is bound to.
  public var keyUseCase: String?
  /// The `model` of the request's body: a use case, `auto`, a model or an offer.
  public var requestedModel: String?
  /// The use case that the request's metadata name.
  public var metadataUseCase: String?
  /// What the text seems to be, if it was looked at.
  public var verdict: TextVerdict?
  /// Whose request it is.
  public var tenant: String?
  /// What kind of data it carries.
  public var dataClass: String?
  /// What kind of answer is asked for.
  public var endpoint: Endpoint
  /// What an offer must be capable of.
  public var needs: Capabilities
  /// The wire format that the caller speaks.
  public var wireDialect: WireDialect
  /// The prompt's length as expected, in tokens.
  public var promptTokens: Int
  /// The prompt's length at most, in tokens.
  public var promptTokenBound: Int
  /// The longest answer that the caller allows, in tokens.
  public var maxOutputTokens: Int?
  /// How many answers are asked for.
  public var choices: Int
  /// When the request came.
  public var at: Timestamp
  /// Offers that cannot be reached now: out of service or without a key.
  public var unavailable: [OfferID]
  /// Gates that evidence has opened; nil when there are none, so that records from before gates read the same.
  public var openGates: [OpenGate]?
  /// Whether a stream is asked for; nil where the policy does not ask.
  public var stream: Bool?
  /// The service tier that is asked for (`TierWord`); nil for standard.
  public var serviceTier: String?
  /// Tools that the provider runs itself, each with how often it may be used; nil when there are none.
  public var serverTools: [ServerToolUse]?
  /// Whether what an offer may cost must be known, because a cap has to cover it; nil unless something is asked for
  /// that not every offer has a price for.
  public var isCapped: Bool?
  /// Whether the caller gives instructions of their own. Where this is known, `promptTokenBound` leaves out what a provider
  /// adds to every request, which depends on the model; nil where it is within the bound, as in older records.
  public var hasInstructions: Bool?
  /// The prompt's length at most in the vocabularies that were at hand, by tokenizer, in tokens: for models of these it
  /// takes the place of `promptTokenBound`. Nil when it was not counted.
  public var countedPrompts: [String: Int]?

  /// Creates a request.
  public init(
    headerUseCase: String? = nil, keyUseCase: String? = nil, requestedModel: String? = nil,
    metadataUseCase: String? = nil, verdict: TextVerdict? = nil, tenant: String? = nil, dataClass: String? = nil,
    endpoint: Endpoint = .chat, needs: Capabilities = [], wireDialect: WireDialect = .openAI, promptTokens: Int,
    promptTokenBound: Int, maxOutputTokens: Int? = nil, choices: Int = 1, at: Timestamp,
    unavailable: [OfferID] = [], openGates: [OpenGate]? = nil, stream: Bool? = nil,
    serviceTier: String? = nil, serverTools: [ServerToolUse]? = nil, isCapped: Bool? = nil,
    hasInstructions: Bool? = nil, countedPrompts: [String: Int]? = nil
  ) {
    self.headerUseCase = headerUseCase
    self.keyUseCase = keyUseCase
    self.requestedModel = requestedModel
    self.metadataUseCase = metadataUseCase
    self.verdict = verdict
    self.tenant = tenant
    self.dataClass = dataClass
    self.endpoint = endpoint
    self.needs = needs
    self.wireDialect = wireDialect
    self.promptTokens = promptTokens
    self.promptTokenBound = promptTokenBound
    self.maxOutputTokens = maxOutputTokens
    self.choices = choices
    self.at = at
    self.unavailable = unavailable
    self.openGates = openGates
    self.stream = stream
    self.serviceTier = serviceTier
    self.serverTools = serverTools
    self.isCapped = isCapped
    self.hasInstructions = hasInstructions
    self.countedPrompts = countedPrompts
  }
}
