public import Catalog

/// How many tokens the same text takes with another model's vocabulary.
public struct TokenizerFactors: Hashable, Sendable {
  /// Models that share a vocabulary.
  public struct Family: Hashable, Sendable {
    /// Its name in the table.
    public var name: String
    let models: [NamePattern]
    let vocabularies: [String]
  }

  /// From one family to another.
  struct Pair: Hashable, Sendable {
    var from: String
    var to: String
  }

  /// The families, the first that fits counts.
  public let families: [Family]
  /// For pairs that nobody measured.
  public let unmeasured: AssumedValue
  let measured: [Pair: AssumedValue]

  /// The family of a model; nil when its vocabulary is not known.
  public func family(of model: Model) -> String? {
    if let vocabulary = model.tokenizer, let known = families.first(where: { $0.vocabularies.contains(vocabulary) }) {
      return known.name
    }
    let id = Array(model.id.lowercased().utf8)
    return families.first { $0.models.contains { $0.matches(id) } }?.name
  }

  /// Tokens on `to` for each token on `from`, for the same text.
  public func factor(from: Model, to: Model) -> AssumedValue {
    if from.id == to.id { return .exactly(1, source: "the same model") }
    guard let source = family(of: from), let target = family(of: to) else { return unmeasured }
    if source == target { return .exactly(1, source: "the same vocabulary, \(source)") }
    return measured[Pair(from: source, to: target)] ?? unmeasured
  }
}
