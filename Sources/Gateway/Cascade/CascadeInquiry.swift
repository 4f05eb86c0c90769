import Catalog
import Dialects
import NIOCore

/// The calls of one question, all at once, on the loop of the exchange that asks: nothing waits for them there, and
/// when the exchange ends they end at once. Belongs to one event loop.
final class CascadeInquiry {
  private let question: CascadeQuestion
  private let worker: Worker
  private let snapshot: Snapshot
  private let limits: UpstreamCall.Limits
  private var running: [Int: UpstreamCall] = [:]
  private var outcomes: [UpstreamOutcome]
  private var waiting: Int
  private var done: (([UpstreamOutcome]) -> Void)?

  /// A question that is not asked yet; `done` is called once, on the loop, unless it is cancelled before.
  init(
    _ question: CascadeQuestion, limit: Int, worker: Worker, snapshot: Snapshot,
    done: @escaping ([UpstreamOutcome]) -> Void
  ) {
    self.question = question
    self.worker = worker
    self.snapshot = snapshot
    self.done = done
    limits = UpstreamCall.Limits(
      connect: snapshot.configuration.timeouts.connect, total: Int64(limit),
      replyBytes: snapshot.configuration.limits.replyBytes)
    waiting = question.calls.count
    outcomes = question.calls.map { _ in UpstreamOutcome(.failure("it was not asked")) }
  }

  /// Asks.
  func start() {
    for (index, call) in question.calls.enumerated() { ask(index, call.request) }
  }

  /// Ends what is under way and tells what came of all calls; one that had begun may have cost something.
  func cancel() -> [UpstreamOutcome] {
    done = nil
    for call in Array(running.values) { call.cancel() }
    return outcomes
  }

  private func ask(_ index: Int, _ request: WholeRequest) {
    let call = question.calls[index]
    let offer = snapshot.catalog.offers[call.offer]
    let sent = NIODeadline.now()
    guard let target = snapshot.targets[call.offer],
      worker.core.breakers.admits(offer.id, at: sent, isLast: false)
    else { return finish(index, .failure("it cannot be reached now")) }
    let bytes: ByteBuffer
    do {
      bytes = try request.encode(for: offer, target: target, maxOutputTokens: call.maxOutputTokens)
    } catch {
      return finish(index, .failure(error.message))
    }
    let upstream = UpstreamCall(bytes, to: target, pool: worker.pool, loop: worker.loop, limits: limits) { result in
      self.running[index] = nil
      switch result {
      case .success(let reply) where reply.status == 200:
        self.worker.core.breakers.succeeded(offer.id, sent: sent)
        self.finish(index, UpstreamOutcome(request, reply, from: target))
      case .success(let reply): self.refused(index, reply, offer.id, sent: sent)
      case .failure(let failure): self.failed(index, request, failure, offer.id, sent: sent)
      }
    }
    running[index] = upstream
    upstream.start()
  }

  private func refused(_ index: Int, _ reply: UpstreamCall.Reply, _ offer: OfferID, sent: NIODeadline) {
    let words = WireError(upstreamBody: reply.body.readableBytesUInt8Span, status: reply.status)?.message ?? ""
    if reply.status == 400, words.contains("temperature"), done != nil,
      let request = question.calls[index].withoutTemperature, !retried.contains(index)
    {
      retried.insert(index)
      return ask(index, request)
    }
    note(.status(reply.status), offer, sent: sent)
    let shown = snapshot.targets[question.calls[index].offer]?.redacted(words) ?? ""
    finish(index, .failure("it answered with status \(reply.status): \(shown)"))
  }

  private func failed(
    _ index: Int, _ request: WholeRequest, _ failure: UpstreamFailure, _ offer: OfferID, sent: NIODeadline
  ) {
    // A connection that was kept and had ended meanwhile: nothing was asked yet, and another one is tried.
    if failure == .closed(reusedBeforeResponse: true), done != nil { return ask(index, request) }
    note(failure, offer, sent: sent)
    var outcome = UpstreamOutcome(.failure(failure.sentence))
    outcome.uncertainAttempts = failure.mayHaveCost ? 1 : 0
    finish(index, outcome)
  }

  private var retried: Set<Int> = []

  // An offer that fails here is as much out of order as one that fails its callers; what we ended ourselves is not.
  private func note(_ failure: UpstreamFailure, _ offer: OfferID, sent: NIODeadline) {
    guard done != nil else { return worker.core.breakers.abandoned(offer, sent: sent) }
    // What models are asked about an answer is our own question, hence a caller of its own.
    worker.core.breakers.failed(
      offer, failure, caller: .max, sent: sent, at: .now(), settings: snapshot.configuration.breaker)
  }

  private func finish(_ index: Int, _ ending: UpstreamOutcome.Ending) { finish(index, UpstreamOutcome(ending)) }

  private func finish(_ index: Int, _ outcome: UpstreamOutcome) {
    outcomes[index] = outcome
    waiting -= 1
    guard waiting == 0, let done else { return }
    self.done = nil
    done(outcomes)
  }
}
