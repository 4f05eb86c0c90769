import Catalog
import Crypto
import Evidence
import Foundation
public import Ledger
import Scoring
import Synchronization

/// Shows kept pairs of answers to a person, names hidden and in random order, and notes what they find. Answers are
/// pages; a server around it does nothing but carry them.
public final class LabelDesk: Sendable {
  /// A page, or where to go next.
  struct Reply: Sendable {
    var status: Int
    var html: String
    /// Where a browser is sent on to.
    var location: String?
  }

  private let store: EvidenceStore
  private let gate: String
  private let title: String
  private let person: String
  private let secret: SymmetricKey
  private let now: @Sendable () -> Timestamp
  // The gate as it was at the last verdict, so that its rows are not read again for each.
  private let noting = Mutex<GateBook?>(nil)

  /// A desk for the pairs of one gate, by the gate's id. `seed` orders the answers; nobody who labels may know it.
  public init(store: EvidenceStore, gate: String, title: String, person: String, seed: [UInt8]) {
    self.store = store
    self.gate = gate
    self.title = title
    self.person = person
    secret = SymmetricKey(data: SHA256.hash(data: Data(seed)))
    now = { Timestamp.now() }
  }

  /// The next pair to look at, or what there is to say when there is none.
  func page() -> Reply {
    do {
      // Those that were drawn by lot come first: their pairs wait for the verdict.
      guard let exchange = try store.nextToLabel(of: gate, first: JudgeRecord.drawn) else {
        return Reply(status: 200, html: LabelPage.done(title: title))
      }
      let isChallengerFirst = isChallengerFirst(exchange.decision)
      let shown = BlindedPair(
        id: "", salt: "", incumbent: Answer(text: exchange.incumbentAnswer ?? ""),
        challenger: Answer(text: exchange.challengerAnswer ?? ""),
        hiddenNames: [exchange.incumbentOffer, exchange.challengerOffer].map { String($0.prefix { $0 != "@" }) })
      let (challenger, incumbent) = shown.isChallengerFirst ? (shown.a, shown.b) : (shown.b, shown.a)
      let page = LabelPage(
        title: title, prompt: exchange.prompt ?? "", first: isChallengerFirst ? challenger : incumbent,
        second: isChallengerFirst ? incumbent : challenger, decision: exchange.decision.description,
        token: token(exchange.decision))
      return Reply(status: 200, html: page.html)
    } catch {
      return Reply(status: 500, html: LabelPage.problem("The ledger cannot be read: \(error)"))
    }
  }

  /// Takes a form in: a verdict on the pair that its token was made for.
  func take(_ form: [String: String]) -> Reply {
    guard let decision = form["decision"].flatMap({ DecisionID($0) }), let token = form["token"],
      isToken(token, of: decision)
    else {
      return Reply(status: 403, html: LabelPage.problem("This form was not made by this page, or by an older one."))
    }
    guard let verdict = form["verdict"].flatMap({ Verdict(rawValue: $0) }) else {
      return Reply(status: 400, html: LabelPage.problem("No verdict was given."))
    }
    do {
      let difference = verdict.difference(isChallengerFirst: isChallengerFirst(decision))
      guard try note(difference, decision) else {
        return Reply(status: 404, html: LabelPage.problem("This pair is not there any more."))
      }
      return Reply(status: 303, html: "", location: "/label")
    } catch {
      return Reply(status: 500, html: LabelPage.problem("The ledger cannot be written: \(error)"))
    }
  }

  // One verdict at a time, as a pair that waits for it counts once.
  private func note(_ difference: Int, _ decision: DecisionID) throws -> Bool {
    try noting.withLock { known in
      let label = PairLabel(decision: decision, difference: difference, person: person, at: now())
      guard let waiting = try store.exchange(of: decision, gate: gate), waiting.isDrawn, waiting.label == nil,
        let halves = waiting.difference, let judged = Evidence.Difference(rawValue: Int8(clamping: halves)),
        let found = Evidence.Difference(rawValue: Int8(clamping: difference)), var book = try known ?? book()
      else { return try store.label(label, gate: gate) }
      defer { known = book }
      let pair = GateEvent.pair(difference: judged, weight: .one, person: found)
      return try book.label(label, [pair], unit: waiting.unit, in: store) != nil
    }
  }

  private func book() throws -> GateBook? {
    guard let row = try store.gates().first(where: { $0.id == gate }) else { return nil }
    return try GateBook(try GateTerms(row), from: store)
  }

  /// What a person finds.
  enum Verdict: String, CaseIterable {
    case first, tie, second
    case bothBad = "both_bad"

    /// Challenger minus incumbent in half steps. Two answers that are both bad are as good as each other.
    func difference(isChallengerFirst: Bool) -> Int {
      switch self {
      case .first: isChallengerFirst ? 2 : -2
      case .second: isChallengerFirst ? -2 : 2
      case .tie, .bothBad: 0
      }
    }
  }

  /// The order in which a pair's answers stand; the same whenever it is shown.
  func isChallengerFirst(_ decision: DecisionID) -> Bool {
    code("order", decision).withUnsafeBytes { $0.first.map { $0 & 1 == 1 } ?? false }
  }

  private func token(_ decision: DecisionID) -> String {
    code("token", decision).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  // In a time that does not depend on where the two differ.
  private func isToken(_ text: String, of decision: DecisionID) -> Bool {
    let (given, right) = (Array(text.utf8), Array(token(decision).utf8))
    guard given.count == right.count else { return false }
    return zip(given, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private func code(_ purpose: String, _ decision: DecisionID) -> HMAC<SHA256>.MAC {
    HMAC<SHA256>.authenticationCode(for: Data("\(purpose)\n\(gate)\n\(decision)".utf8), using: secret)
  }
}

extension ShadowExchange {
  /// Whether the pair waits for a person's verdict.
  fileprivate var isDrawn: Bool { basis.hasSuffix(JudgeRecord.drawn) }
}
