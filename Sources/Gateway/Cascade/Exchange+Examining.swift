import Catalog
import Dialects
import Ledger
import NIOCore
import Policy
import Routing
import Scoring

// Whether a whole answer may be served: first by what can be read in it, then by what models say of it. Nothing of it
// has reached the caller, and the loop waits for none of the calls.
extension Exchange {
  /// A whole answer that is ready for the caller.
  enum HeldReply {
    case whole(ByteBuffer)
    /// What the caller would get of the stream is in `out`.
    case streamed
  }

  /// An answer that models are asked about.
  struct Examination {
    var reply: HeldReply
    var answer: Answer
    /// Signals that have not been asked for yet.
    var waiting: ArraySlice<Policy.Cascade.Signal>
    var question: CascadeQuestion?
    var inquiry: CascadeInquiry?
  }

  /// Serves a held-back answer or asks a closed model instead, now or when the signals have spoken.
  func examine(_ reply: HeldReply) {
    guard let cascade = routed?.decision.cascade, let outline else { return putAside(.unreadable) }
    guard let answer = read(reply) else { return putAside(.unreadable) }
    let doubts = AnswerDoubt(
      cascade: cascade, request: Array(body.readableBytesView), dialect: dialect,
      hasShape: outline.features.contains(.structuredOutput) || outline.toolCount > 0)
    if let reason = doubts.doubt(answer) { return putAside(reason) }
    guard !cascade.asking.isEmpty else { return serve(reply) }
    release()
    phase = .examining
    examination = Examination(reply: reply, answer: answer, waiting: cascade.asking[...])
    askNext()
  }

  /// Ends what models are being asked, and counts what that has cost.
  func endExamination() {
    guard let examination else { return }
    self.examination = nil
    guard let question = examination.question, let inquiry = examination.inquiry else { return }
    charge(question, inquiry.cancel(), score: nil)
  }

  private func askNext() {
    guard let cascade = routed?.decision.cascade, let signal = examination?.waiting.popFirst(),
      let answer = examination?.answer,
      let inquest
    else {
      let reply = examination?.reply
      examination = nil
      phase = .attempting
      return reply.map { serve($0) } ?? putAside(.unreadable)
    }
    let question = CascadeQuestion(signal, of: answer, to: inquest)
    guard !question.calls.isEmpty else { return conclude(question, score: 0) }
    let inquiry = CascadeInquiry(question, limit: cascade.callLimit, worker: worker, snapshot: snapshot) { outcomes in
      guard self.phase == .examining else { return }
      let score = question.score(outcomes)
      self.charge(question, outcomes, score: score)
      self.conclude(question, score: score)
    }
    examination?.question = question
    examination?.inquiry = inquiry
    inquiry.start()
  }

  private func conclude(_ question: CascadeQuestion, score: Double) {
    examination?.question = nil
    examination?.inquiry = nil
    if question.keeps(score) { return askNext() }
    examination = nil
    phase = .attempting
    putAside(.signal(question.signal))
  }

  // The log has one entry for each question, since the row's cost is what everything cost.
  private func charge(_ question: CascadeQuestion, _ outcomes: [UpstreamOutcome], score: Double?) {
    var spent = TokenUsage()
    for (call, outcome) in zip(question.calls, outcomes) {
      guard let bill = callBill(outcome, of: call, why: question.signal.name) else { continue }
      bills.append(bill)
      spent = bill.usage.map { spent + $0 } ?? spent
    }
    guard let number = question.calls.first?.offer else { return }
    let words = score.map { "=\(Self.decimal($0))" } ?? ":cancelled"
    attempts.note(
      offer: snapshot.catalog.offers[number].id,
      outcome: "\(question.signal.name)\(words):\(spent.prompt)+\(spent.completion)")
  }

  // Where a provider did not say what was used, the most that it can have been stands in; nil when nothing was asked.
  private func callBill(_ outcome: UpstreamOutcome, of call: CascadeQuestion.Call, why: String) -> AttemptBill? {
    guard outcome.usage != nil || outcome.uncertainAttempts > 0 else { return nil }
    let offer = snapshot.catalog.offers[call.offer]
    var usage = TokenUsage()
    var cost = Cost.known(.zero)
    if let used = outcome.usage {
      usage = used
      cost = offer.cost(of: used, at: startedAt)
      // Samples are the caller's own request again, its tier included.
      if case .agreement? = examination?.question?.signal, let request = routed?.request {
        cost = snapshot.router.cost(call.offer, of: used, for: request, served: nil, uses: [])
      }
    }
    for _ in 0..<outcome.uncertainAttempts {
      usage = usage + call.mostUsed
      cost = cost + call.worst
    }
    return AttemptBill(
      offer: offer.id, model: offer.model, provider: offer.provider, usage: usage,
      isEstimated: outcome.uncertainAttempts > 0, cost: cost.amount, why: why)
  }

  private static func decimal(_ score: Double) -> String {
    let hundredths = Int((min(max(score, 0), 1) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
  }

  private var inquest: Inquest? {
    guard let routed, routed.decision.order.indices.contains(machine.position) else { return nil }
    let (request, decision) = (routed.request, routed.decision)
    let answering = decision.order[machine.position]
    return Inquest(
      body: Array(body.readableBytesView), dialect: dialect, at: startedAt,
      promptTokens: snapshot.router.promptBound(answering.number, for: request),
      maxOutputTokens: decision.maxOutputTokens,
      answering: (answering.number, answering.worst), verifier: decision.verifier.map { ($0.number, $0.worst) },
      catalog: snapshot.catalog, targets: snapshot.targets)
  }

  // A translated reply has lost its tokens' probabilities; they are read as the upstream gave them.
  private func read(_ reply: HeldReply) -> Answer? {
    let upstream = offerNumber.flatMap { snapshot.targets[$0]?.dialect }
    switch reply {
    case .whole(let bytes):
      var answer = Answer.read(reply: bytes, dialect: dialect)
      if asksLogProbabilities, let upstream, upstream != dialect {
        answer?.logProbabilities = Answer.read(reply: replyBody, dialect: upstream)?.logProbabilities
      }
      return answer
    case .streamed:
      var answer = Answer.read(stream: out, dialect: dialect)
      if asksLogProbabilities, let upstream, upstream != dialect {
        answer?.logProbabilities = Answer.read(stream: heldBytes, dialect: upstream)?.logProbabilities
      }
      return answer
    }
  }

  private func serve(_ reply: HeldReply) {
    let strips = asksLogProbabilities && offerNumber.flatMap { snapshot.targets[$0]?.dialect } == dialect
    switch reply {
    case .whole(let bytes):
      serveWhole(strips ? ByteBuffer(bytes: LogProbabilityStrip.reply(Array(bytes.readableBytesView))) : bytes)
    case .streamed:
      if strips { out = LogProbabilityStrip.stream(out) }
      firstByteAt = .now()
      serveStream()
    }
  }
}
