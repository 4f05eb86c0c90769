/// A name or word that input decides, compared and hashed as its UTF-8 bytes.
///
/// Two `String`s are equal when a reader sees the same text, and to find that out takes time quadratic in a run of marks.
/// JSON knows only bytes, and so do the names of models, members and roles: every comparison of such a text with another,
/// every `switch` over one and every key of a dictionary that is made of one goes through this type.
public struct UTF8Name: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as it was given.
  public let text: String

  /// A name of input, or one to compare it with.
  @inline(__always)
  public init(_ text: String) { self.text = text }

  public init(stringLiteral text: String) { self.text = text }

  public var description: String { text }

  public static func == (left: Self, right: Self) -> Bool {
    let (left, right) = (left.text.utf8, right.text.utf8)
    guard left.count == right.count else { return false }
    let (leftBytes, rightBytes) = (left.span, right.span)
    for index in leftBytes.indices where leftBytes[index] != rightBytes[index] { return false }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    let utf8 = text.utf8
    hasher.combine(utf8.count)
    let bytes = utf8.span
    // The pointer does not leave the closure.
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }

  /// The case of a closed set of ASCII words that the name is, nil for any other.
  func word<Word: RawRepresentable<String>>(_ type: Word.Type) -> Word? {
    // ASCII is compared as bytes by `String` as well.
    text.utf8.allSatisfy { $0 < 0x80 } ? Word(rawValue: text) : nil
  }
}

extension BidirectionalCollection<UInt8> {
  /// Whether the bytes end with a word of small ASCII letters and signs, whatever the case of theirs.
  func ends(with word: String) -> Bool { suffix(word.utf8.count).isWord(word) }

  /// Whether the bytes are a word of small ASCII letters and signs, whatever the case of theirs.
  func isWord(_ word: String) -> Bool {
    lazy.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }.elementsEqual(word.utf8)
  }
}

extension JSONValue {
  /// The text of a string that is looked at as a word or a name.
  public var name: UTF8Name? { if case .string(let text) = self { UTF8Name(text) } else { nil } }
}
