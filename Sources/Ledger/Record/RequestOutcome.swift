public import Catalog

/// What became of a request.
public struct RequestOutcome: Hashable, Sendable {
  /// How it ended.
  public var status: RequestStatus
  /// When it ended.
  public var finishedAt: Timestamp
  /// The status that the caller got; 0 when none.
  public var httpStatus = 0
  /// Attempts made at upstreams.
  public var attempts = 0
  /// What was tried, as `offerA:429 offerB:200`.
  public var attemptLog = ""
  /// The offer that served.
  public var servedOffer: String?
  /// Its model.
  public var servedModel: String?
  /// Its provider.
  public var provider: String?
  /// The tokens used; nil when nothing tells.
  public var usage: TokenUsage?
  /// True when the tokens are ours to estimate, as no upstream reported them.
  public var usageEstimated = false
  /// The cost; nil when unknown, and then the whole of the hold stays charged to the caps.
  public var cost: NanoDollars?
  /// What each attempt cost, in order; their sum is `cost`. A row that is read has one where an offer served.
  public var bills: [AttemptBill] = []
  /// What went wrong, in short.
  public var error: String?
  /// Milliseconds until the first byte of the answer.
  public var timeToFirstToken: Int64?
  /// Milliseconds in all.
  public var duration: Int64 = 0

  /// An outcome to be filled in.
  public init(status: RequestStatus, finishedAt: Timestamp) {
    self.status = status
    self.finishedAt = finishedAt
  }
}
