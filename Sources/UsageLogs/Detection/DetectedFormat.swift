/// What a file was found to be, and why.
public struct DetectedFormat: Hashable, Codable, Sendable {
  /// How sure it is.
  public enum Confidence: String, Codable, Sendable {
    /// Named by the user.
    case forced
    /// All or nearly all of the format's telling keys are there.
    case certain
    /// Most of them are.
    case likely
    /// Some are; look at the first rows before believing the sums.
    case guess
  }

  /// The format.
  public var format: LogFormat
  /// How the file is divided into records.
  public var framing: LogFraming
  /// How it is compressed.
  public var compression: Compression
  /// How sure that is.
  public var confidence: Confidence
  /// What tells it, in words.
  public var evidence: [String]
}

extension DetectedFormat: CustomStringConvertible {
  /// `LiteLLM spend logs, JSON Lines, gzip (certain: 9 of 9 telling keys: request_id, …)`.
  public var description: String {
    let stored = compression == .none ? "" : ", \(compression.rawValue)"
    return "\(format.title), \(framing.title)\(stored) (\(confidence.rawValue): \(evidence.joined(separator: "; ")))"
  }
}

extension LogFraming {
  /// The name for people.
  public var title: String {
    switch self {
    case .lines: "JSON Lines"
    case .table(let delimiter): delimiter == UInt8(ascii: ",") ? "CSV" : delimiter == 9 ? "TSV" : "CSV with semicolons"
    case .document(let container): container.map { "JSON pages of '\($0)'" } ?? "JSON array"
    case .dump: "PostgreSQL dump"
    }
  }
}
