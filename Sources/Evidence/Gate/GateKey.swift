/// What evidence is about; when any part changes, evidence starts anew under another key.
public struct GateKey: Codable, Hashable, Sendable {
  /// The use case's name in the policy.
  public var useCase: String
  /// The tenant whose traffic counts; nil for all tenants together.
  public var tenant: String?
  /// The offer that serves, and its version.
  public var incumbent: String
  public var incumbentVersion: String
  /// The offer that would, and its version.
  public var challenger: String
  public var challengerVersion: String
  /// Who or what scores pairs: model, prompt and rubric, or the checks' version.
  public var judgeVersion: String
  /// The policy whose margins and limits hold.
  public var policyVersion: String

  public init(
    useCase: String, tenant: String? = nil, incumbent: String, incumbentVersion: String, challenger: String,
    challengerVersion: String, judgeVersion: String, policyVersion: String
  ) {
    self.useCase = useCase
    self.tenant = tenant
    self.incumbent = incumbent
    self.incumbentVersion = incumbentVersion
    self.challenger = challenger
    self.challengerVersion = challengerVersion
    self.judgeVersion = judgeVersion
    self.policyVersion = policyVersion
  }

  /// The key as one text without spaces, the same everywhere; different keys have different texts.
  public var id: String {
    [
      useCase, tenant ?? Self.allTenants, incumbent, incumbentVersion, challenger, challengerVersion, judgeVersion,
      policyVersion,
    ]
    .enumerated()
    .map { $0 == 1 && tenant == nil ? $1 : Self.escaped($1) }
    .joined(separator: "|")
  }

  /// Sixteen hexadecimal digits of the id, to type and to show; two keys are unlikely to share them, not unable.
  public var shortID: String {
    var hash = FNV1a()
    hash.add(id.utf8)
    return hash.hexadecimal
  }

  private static let allTenants = "*"

  private static func escaped(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0...0x20, 0x25, 0x2A, 0x7C, 0x7F:
        result += "%" + String(digits[Int(scalar.value >> 4)]) + String(digits[Int(scalar.value & 15)])
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A part of a key that has versions.
  public enum Part: String, CaseIterable, Codable, Hashable, Sendable {
    case incumbent, challenger, judge, policy
  }
}
