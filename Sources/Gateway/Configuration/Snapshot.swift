public import Assessment
public import Catalog
import Crypto
import Economics
import Foundation
public import Policy
public import Routing
import StrictYAML

/// A configuration compiled: everything a request needs, immutable, replaced as a whole.
public final class Snapshot: Sendable {
  public let configuration: GatewayConfiguration
  public let catalog: Catalog
  public let policy: Policy
  public let router: Router
  public let assessor: TextAssessor
  /// Where each offer of the catalogue is served, by its position; nil when its provider is not configured.
  let targets: [UpstreamTarget?]
  /// `x-steelyard-model` and `x-steelyard-offer` of each offer, ready for the wire.
  let offerFields: [String]
  let vocabularies: Vocabularies
  /// The vocabulary of each offer's model, by the offer's position; empty when none is at hand.
  private let encodings: [BytePairEncoding?]
  /// What `GET /v1/models` answers.
  let models: ModelList
  /// Whether any use case has a gate.
  let hasGates: Bool
  /// Whether who serves can depend on a stream being asked for.
  let asksForStream: Bool
  /// The texts that a replay needs, by hash.
  public let basis: RoutingBasis
  /// What was found and where, for people.
  public let upstreams: [ConfiguredUpstream]
  /// What is configured and cannot be used, in sentences.
  public let warnings: [String]

  init(
    configuration: GatewayConfiguration, catalog: Catalog, policy: Policy, router: Router, assessor: TextAssessor,
    targets: [UpstreamTarget?], vocabularies: Vocabularies, basis: RoutingBasis, upstreams: [ConfiguredUpstream],
    warnings: [String]
  ) {
    self.configuration = configuration
    self.catalog = catalog
    self.policy = policy
    self.router = router
    self.assessor = assessor
    self.targets = targets
    self.vocabularies = vocabularies
    self.basis = basis
    self.upstreams = upstreams
    self.warnings = warnings
    models = ModelList(policy, catalog, targets: targets)
    encodings =
      vocabularies.isEmpty
      ? []
      : catalog.offers.map { offer in
        catalog.model(offer.model)?.tokenizer.flatMap(vocabularies.encoding(named:))
      }
    hasGates = !policy.gates.isEmpty
    asksForStream = policy.useCases.contains { $0.cascade?.streaming == .closed }
    offerFields = catalog.offers.map { "x-steelyard-model: \($0.model)\r\nx-steelyard-offer: \($0.id)\r\n" }
  }
}

extension Snapshot {
  /// The name of the vocabulary of an offer's model, if it is known.
  func tokenizer(of number: Int) -> String? { catalog.model(catalog.offers[number].model)?.tokenizer }

  /// The vocabulary of an offer's model, if it is at hand.
  func encoding(of number: Int) -> BytePairEncoding? { encodings.isEmpty ? nil : encodings[number] }
}

/// A provider that requests can be sent to.
public struct ConfiguredUpstream: Hashable, Sendable {
  public var provider: ProviderID
  public var baseURL: String
  /// How it came to be configured: `OPENAI_API_KEY`, `steelyard.yaml`, `found on this machine`.
  public var origin: String
  /// How many offers of the catalogue it serves.
  public var offers: Int
}

/// The texts from which a decision can be recomputed: catalogue, policy, and which providers were configured.
public struct RoutingBasis: Hashable, Codable, Sendable {
  /// A text that the ledger keeps once, by its SHA-256.
  public struct Document: Hashable, Codable, Sendable {
    public var kind: String
    public var hash: String
    public var body: String

    init(kind: String, body: String) {
      self.kind = kind
      self.body = body
      hash = SHA256.hash(data: Data(body.utf8)).map { byte in
        let text = String(byte, radix: 16)
        return text.count == 1 ? "0" + text : text
      }.joined()
    }
  }

  public var catalog: Document
  public var policy: Document
  public var providers: Document

  private struct File: Codable {
    var name: String
    var text: String
  }

  /// Keeps what was compiled, byte for byte.
  init(catalog: [(name: String, text: String)], policy: GatewayConfiguration.NamedText, providers: [ProviderID]) throws
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ value: some Encodable) throws -> String { String(decoding: try encoder.encode(value), as: UTF8.self) }
    self.catalog = Document(kind: "catalog", body: try text(catalog.map { File(name: $0.name, text: $0.text) }))
    self.policy = Document(kind: "policy", body: try text(File(name: policy.name, text: policy.text)))
    self.providers = Document(kind: "providers", body: try text(providers.sorted()))
  }

  /// A router as it was, from the bodies that the ledger kept.
  public static func router(catalog: String, policy: String, providers: String) throws -> (Router, Catalog) {
    let decoder = JSONDecoder()
    let files = try decoder.decode([File].self, from: Data(catalog.utf8)).map { (name: $0.name, text: $0.text) }
    let rules = try decoder.decode(File.self, from: Data(policy.utf8))
    let catalog = try Catalog.load(files: files)
    let policy = try Policy.load(text: rules.text, file: rules.name, catalog: catalog)
    let names = try decoder.decode([ProviderID].self, from: Data(providers.utf8))
    return (Router(catalog: catalog, policy: policy, providers: Set(names)), catalog)
  }
}
