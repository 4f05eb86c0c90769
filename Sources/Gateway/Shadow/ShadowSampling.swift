import Crypto
import Foundation
import Routing

/// Chooses the requests that are shown to a second model, before anything is known of how they come out. Pure.
///
/// The unit is the conversation: its later turns and repetitions of it are the same unit and meet the same fate, since
/// correlated pairs that count one by one make every test of them lie.
struct ShadowSampling: Sendable {
  /// Requests of one stratum have the same chance of being chosen.
  enum Stratum: String, Hashable, Sendable, CaseIterable {
    case whole, streamed, longWhole = "long_whole", longStreamed = "long_streamed"

    /// Bodies longer than this are long, bytes: their calls cost most of the money.
    static let longBytes = 16 << 10

    /// The stratum of a request.
    init(stream: Bool, bodyBytes: Int) {
      self =
        switch (stream, bodyBytes > Self.longBytes) {
        case (false, false): .whole
        case (true, false): .streamed
        case (false, true): .longWhole
        case (true, true): .longStreamed
        }
    }
  }

  /// A unit that was chosen.
  struct Inclusion: Hashable, Sendable {
    /// The unit's name: a keyed hash, from which nobody can tell the conversation.
    var unit: String
    /// The chance with which it was chosen, parts per million.
    var probabilityPPM: Int
  }

  private let secret: SymmetricKey

  /// Sampling under a secret, without which nobody can make requests that are, or are not, chosen.
  init(salt: [UInt8]) { secret = SymmetricKey(data: salt) }

  /// The unit of a request: who asks, the instructions, and what the user said first.
  func unit(key: String, system: [UInt8], firstUserText: [UInt8]) -> String {
    var code = HMAC<SHA256>(key: secret)
    // Each text with its length before it, so that no two different lists give the same bytes.
    for part in [Array(key.utf8), system, firstUserText] {
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { code.update(data: $0) }
      code.update(data: part)
    }
    return code.finalize().prefix(12).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  /// Whether a unit is chosen for a gate when a share of `sharePPM` parts per million is.
  ///
  /// A unit that is chosen at one share is chosen at every larger one.
  func inclusion(unit: String, gate: String, sharePPM: Int) -> Inclusion? {
    guard sharePPM > 0 else { return nil }
    let share = min(sharePPM, 1_000_000)
    guard draw("\(gate)\n\(unit)", below: 1_000_000) < UInt64(share) else { return nil }
    return Inclusion(unit: unit, probabilityPPM: share)
  }

  /// The lot by which an open gate chooses who serves a unit, below `OpenGate.lots`.
  ///
  /// It says nothing of what is shown to a second model: another text is hashed, so that neither choice tells the other.
  /// A gate's name and not its id is in it, so that a conversation keeps its side when terms change.
  func lot(unit: String, gate: String) -> Int {
    Int(truncatingIfNeeded: draw("hold-out\n\(gate)\n\(unit)", below: UInt64(OpenGate.lots)))
  }

  private func draw(_ text: String, below count: UInt64) -> UInt64 {
    let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret)
    return code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }.multipliedFullWidth(by: count).high
  }
}
