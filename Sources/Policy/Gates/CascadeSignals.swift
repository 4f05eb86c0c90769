extension Policy.Cascade {
  /// What may speak against an answer.
  public enum Signal: Hashable, Sendable {
    /// It breaks the schema that the request asked for.
    case schema
    /// It refuses to answer.
    case refusal
    /// It ended at a length limit.
    case truncated
    /// Its tokens were less probable to the model itself than this, in millionths, or nothing is known of them.
    case logprob(thresholdPPM: Int)
    /// The model says something else when it is asked again.
    case agreement(Agreement)
    /// A model that is shown it does not hold it to be right.
    case verifier(Verifier)

    /// Its name in the policy and in the log of attempts.
    public var name: String {
      switch self {
      case .schema: "schema"
      case .refusal: "refusal"
      case .truncated: "truncated"
      case .logprob: "logprob"
      case .agreement: "agreement"
      case .verifier: "verifier"
      }
    }

    /// The least score with which an answer is kept, in millionths; nil for signals that are yes or no.
    public var thresholdPPM: Int? {
      switch self {
      case .schema, .refusal, .truncated: nil
      case .logprob(let threshold): threshold
      case .agreement(let agreement): agreement.thresholdPPM
      case .verifier(let verifier): verifier.thresholdPPM
      }
    }

    /// Whether models are asked before it can speak.
    public var asksModels: Bool {
      switch self {
      case .schema, .refusal, .truncated, .logprob: false
      case .agreement, .verifier: true
      }
    }
  }

  /// Whether the same model, asked again, says the same (self-consistency).
  public struct Agreement: Hashable, Sendable {
    /// What of two answers is compared.
    public enum Comparison: String, CaseIterable, Sendable {
      /// Calls of tools, JSON by value, or else the text without what readers do not see.
      case answer
      /// The last number, for answers that reason before they give a result.
      case number
    }

    /// Answers in all; the first is the one that is served.
    public var samples: Int
    /// What of them is compared.
    public var compares: Comparison
    /// The least share of the further answers that agree with the first, in millionths.
    public var thresholdPPM: Int

    /// Creates the signal.
    public init(samples: Int, compares: Comparison = .answer, thresholdPPM: Int) {
      self.samples = samples
      self.compares = compares
      self.thresholdPPM = thresholdPPM
    }
  }

  /// Whether a model says that the answer is right.
  public struct Verifier: Hashable, Sendable {
    /// The model or offer that is asked, as written; nil for the one that answered.
    public var model: String?
    /// How often it is asked.
    public var votes: Int
    /// The least mean probability of a yes, in millionths.
    public var thresholdPPM: Int

    /// Creates the signal.
    public init(model: String? = nil, votes: Int = 1, thresholdPPM: Int) {
      self.model = model
      self.votes = votes
      self.thresholdPPM = thresholdPPM
    }
  }

  /// The signal of agreement, if there is one.
  public var agreement: Agreement? {
    signals.lazy.compactMap { if case .agreement(let agreement) = $0 { agreement } else { nil } }.first
  }

  /// The signal of a verifier, if there is one.
  public var verifier: Verifier? {
    signals.lazy.compactMap { if case .verifier(let verifier) = $0 { verifier } else { nil } }.first
  }

  /// Whether answers are looked at by their tokens' probabilities.
  public var needsLogProbabilities: Bool {
    signals.contains { if case .logprob = $0 { true } else { false } }
  }
}
