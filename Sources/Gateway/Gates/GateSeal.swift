import Crypto
import Foundation
import Ledger

/// Seals what a gateway concluded from a gate's rows. Whoever can write to the ledger can write rows that do not follow,
/// which are found; without the ledger's secret nobody can write a conclusion that is believed in their place.
struct GateSeal: Sendable {
  private let secret: SymmetricKey

  init(salt: [UInt8]) { secret = SymmetricKey(data: salt) }

  /// A mark under this seal.
  func mark(row: EvidenceEvent, evidence: Int64, state: String) -> GateMark {
    var mark = GateMark(row: row, evidence: evidence, state: state, seal: "")
    mark.seal = Data(HMAC<SHA256>.authenticationCode(for: Self.bytes(mark), using: secret)).base64EncodedString()
    return mark
  }

  /// Whether a mark was made under this seal.
  func holds(_ mark: GateMark) -> Bool {
    guard let code = Data(base64Encoded: mark.seal) else { return false }
    return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.bytes(mark), using: secret)
  }

  // No other text that is hashed under the secret begins like this one.
  private static func bytes(_ mark: GateMark) -> Data {
    let parts = ["mark", mark.row.gate, "\(mark.row.number)", mark.row.chain, "\(mark.evidence)", mark.state]
    return Data(parts.map { "\($0.utf8.count):\($0)" }.joined().utf8)
  }
}
