/// Finds the text that a request hands over to be worked on: "turn this into a friendly reply: …".
///
/// The wrapper says what to do, what is handed over says what it is about, and in one judgement the wrapper would drown it.
enum HandedOver {
  /// Shorter remainders are a phrase, not a text.
  static let shortest = 30
  /// Log-odds that the remainder counts less than the whole: of two judgements the higher is higher by chance alone.
  static let discount: Float = 0.5

  /// Where the text after the first colon begins, if it is long enough to be handed over.
  static func start(_ bytes: Span<UInt8>) -> Int? {
    var index = 1
    while index < bytes.count - shortest {
      // 12:30 and a web address have none of these after the colon.
      let isColon = bytes[index] == 0x3A && (bytes[index + 1] <= 0x20 || bytes[index + 1] >= 0x80)
      if isColon { return bytes.count - (index + 1) >= shortest ? index + 1 : nil }
      index += 1
    }
    return nil
  }
}
