import Catalog
import Dialects
import NIOCore

/// How a whole call ended and what it used.
struct UpstreamOutcome: Sendable {
  /// What came of it.
  enum Ending: Sendable {
    /// A whole reply in the dialect of the request.
    case answer([UInt8])
    /// Why there is none, for people.
    case failure(String)
  }

  var ending: Ending
  /// What the provider says was used.
  var usage: TokenUsage?
  /// How long the attempt that was answered took.
  var latency: Duration?
  /// Attempts that may have cost something of which nothing is known.
  var uncertainAttempts = 0

  init(_ ending: Ending) { self.ending = ending }

  /// Reads a reply of status 200.
  init(_ request: WholeRequest, _ reply: UpstreamCall.Reply, from target: UpstreamTarget) {
    latency = reply.latency
    do {
      let (body, facts) = try request.reply(reply.body, from: target)
      ending = facts.error.map { .failure("the reply is an error: \($0.message)") } ?? .answer(body)
      usage = facts.usage.map { TokenUsage($0) }
      uncertainAttempts = facts.usage == nil && facts.error == nil ? 1 : 0
    } catch {
      ending = .failure(error.message)
      uncertainAttempts = 1
    }
  }

  /// What it cost at the offer's prices; an attempt of unknown cost counts as `worst`. Nil when no price is known.
  func cost(of offer: Offer, worst: NanoDollars?, at instant: Timestamp) -> NanoDollars? {
    var sum = NanoDollars.zero
    if let usage {
      guard let amount = offer.cost(of: usage, at: instant).amount else { return nil }
      sum += amount
    }
    guard uncertainAttempts > 0 else { return sum }
    guard let worst else { return nil }
    for _ in 0..<uncertainAttempts { sum += worst }
    return sum
  }
}
