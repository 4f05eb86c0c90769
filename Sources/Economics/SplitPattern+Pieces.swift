// The regular expressions of tiktoken, written out: alternatives in their order, each with the backtracking that it
// can do. Kinds are per byte and characters keep to one kind, so runs of kinds are runs of characters.
extension SplitPattern {
  /// Where the piece that begins at `start` ends.
  func endOfPiece(in kinds: [CharacterKind], _ text: Span<UInt8>, from start: Int) -> Int {
    let run = Runs(kinds: kinds, start: start)
    if self == .o200k {
      if let end = run.casedWord(text) { return end }
    } else {
      if let end = Contraction.end(text, at: start) { return end }
      if let end = run.word(text) { return end }
    }
    if kinds[start] == .number { return run.digits(text, most: self == .qwen ? 1 : 3) }
    if let end = run.symbols(text, slashes: self == .o200k) { return end }
    return run.whitespace(text, wholeAtEnd: self == .cl100k)
  }
}

private struct Runs {
  let kinds: [CharacterKind]
  let start: Int

  // `[^\r\n\p{L}\p{N}]?\p{L}+`
  func word(_ text: Span<UInt8>) -> Int? {
    let letters = prefixEnd(text) ?? start
    let end = skip(letters) { $0.isLetter }
    return end > letters ? end : nil
  }

  // Both word alternatives of o200k_base: upper then at least one lower, else at least one upper then lower.
  func casedWord(_ text: Span<UInt8>) -> Int? {
    let prefix = prefixEnd(text)
    let candidates = prefix.map { [$0, start] } ?? [start]
    for letters in candidates {
      if let end = upperThenLower(letters, text) { return Contraction.end(text, at: end) ?? end }
    }
    for letters in candidates {
      let upper = skip(letters) { $0 == .upper || $0 == .caseless || $0 == .mark }
      if upper > letters { return Contraction.end(text, at: upper) ?? upper }
    }
    return nil
  }

  // `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`: the first class takes what it can and gives back
  // until a character follows that the second one takes.
  private func upperThenLower(_ from: Int, _ text: Span<UInt8>) -> Int? {
    let upper = skip(from) { $0 == .upper || $0 == .caseless || $0 == .mark }
    if upper < kinds.count, kinds[upper] == .lower {
      return skip(upper) { $0 == .lower || $0 == .caseless || $0 == .mark }
    }
    var end = upper
    while end > from {
      if kinds[end - 1] != .upper { return end }
      end -= 1
    }
    return nil
  }

  // `\p{N}{1,3}` or `\p{N}`
  func digits(_ text: Span<UInt8>, most: Int) -> Int {
    var end = start
    for _ in 0..<most where end < kinds.count && kinds[end] == .number { end = characterEnd(text, end) }
    return end
  }

  // ` ?[^\s\p{L}\p{N}]+[\r\n]*`, in o200k_base `[\r\n/]*`
  func symbols(_ text: Span<UInt8>, slashes: Bool) -> Int? {
    let first = kinds[start] == .space ? start + 1 : start
    var end = skip(first) { $0 == .symbol || $0 == .mark }
    guard end > first else { return nil }
    while end < kinds.count, kinds[end] == .newline || slashes && text[end] == UInt8(ascii: "/") { end += 1 }
    return end
  }

  // `\s++$` where the pattern has it, then `\s*[\r\n]+|\s+(?!\S)|\s+`
  func whitespace(_ text: Span<UInt8>, wholeAtEnd: Bool) -> Int {
    let end = skip(start) { $0.isWhitespace }
    if wholeAtEnd, end == kinds.count { return end }
    var newline = end
    while newline > start {
      if kinds[newline - 1] == .newline { return newline }
      newline -= 1
    }
    guard end < kinds.count else { return end }
    let last = characterStart(text, before: end)
    return last > start ? last : end
  }

  // The end of one leading character that is no letter, number or line break.
  private func prefixEnd(_ text: Span<UInt8>) -> Int? {
    let kind = kinds[start]
    return kind == .newline || kind == .number || kind.isLetter ? nil : characterEnd(text, start)
  }

  private func skip(_ from: Int, while belongs: (CharacterKind) -> Bool) -> Int {
    var end = from
    while end < kinds.count, belongs(kinds[end]) { end += 1 }
    return end
  }

  private func characterEnd(_ text: Span<UInt8>, _ from: Int) -> Int {
    var end = from + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private func characterStart(_ text: Span<UInt8>, before end: Int) -> Int {
    var start = end - 1
    while start > self.start, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}
