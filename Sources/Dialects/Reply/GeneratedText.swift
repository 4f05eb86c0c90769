/// What a model has generated so far, as far as it was seen: the basis of an estimate when usage is missing.
public struct GeneratedText: Sendable, Hashable {
  /// Bytes of text, reasoning and tool arguments.
  public private(set) var bytes = 0
  /// Pieces that they came in.
  public private(set) var pieces = 0
  /// What they consist of; nil when they are only counted.
  public private(set) var tally: TextTally?
  /// The text itself, if it was to be kept and is not longer than `keptBytes`.
  public private(set) var text: [UInt8]?

  /// The longest text that is kept.
  public static let keptBytes = 256 << 10

  /// Nothing yet.
  public init(keepsText: Bool = false) { self.init(keepsText: keepsText, isWeighed: true) }

  /// Nothing yet; what is not weighed gives no estimate but by its bytes.
  init(keepsText: Bool, isWeighed: Bool) {
    text = keepsText ? [] : nil
    tally = isWeighed ? TextTally() : nil
  }

  /// Takes in a piece, which may begin and end within a character.
  public mutating func add(_ piece: Span<UInt8>) {
    guard !piece.isEmpty else { return }
    bytes &+= piece.count
    pieces &+= 1
    tally?.add(piece)
    guard let kept = text?.count else { return }
    if kept &+ piece.count <= Self.keptBytes { text?.append(piece) } else { text = nil }
  }

  /// About how many tokens this is in a vocabulary that nobody here has.
  ///
  /// Providers send a token or more with each piece; where pieces are so short that somebody cut the text anew, their
  /// number says nothing.
  public var estimatedTokens: Int {
    // Three bytes a token is less than text has.
    let byText = tally?.estimatedTokens ?? (bytes + 2) / 3
    return bytes >= pieces &* 2 ? max(byText, pieces) : byText
  }
}
