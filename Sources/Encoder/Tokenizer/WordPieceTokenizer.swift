public import Foundation

/// Turns text into the numbers of word pieces, exactly as BERT's uncased tokenizer does.
///
/// The text is cleaned, stripped of accents, set in lower case and split at spaces, ideographs and punctuation; then
/// each word is cut greedily into the longest pieces of the vocabulary (Devlin et al. 2018, Wu et al. 2016).
public struct WordPieceTokenizer: Sendable {
  /// A word of more characters is unknown as a whole.
  private static let wordLimit = 100

  private let table: PieceTable
  private let unknown: Int32
  private let start: Int32
  private let end: Int32
  /// Pieces that are recognised when a text spells them out, such as `[MASK]`, with their numbers.
  private let special: [(text: [UInt8], number: Int32)]

  /// How many pieces the vocabulary has.
  public var vocabularyCount: Int { table.count }

  /// Takes the pieces of a vocabulary, whose numbers are their places in the list.
  ///
  /// - Throws: `EncoderError` if a piece is given twice or `[PAD]`, `[UNK]`, `[CLS]`, `[SEP]` or `[MASK]` is missing.
  public init(vocabulary: [Substring]) throws(EncoderError) {
    let place = "vocabulary"
    guard vocabulary.count < Int(Int32.max), let table = PieceTable(vocabulary) else {
      throw EncoderError(
        .invalidVocabulary, at: place, "a piece is given twice; take the file that came with the model")
    }
    func number(_ piece: String) throws(EncoderError) -> Int32 {
      guard let index = vocabulary.firstIndex(of: piece[...]) else {
        throw EncoderError(
          .invalidVocabulary, at: place, "the piece \(piece) is missing; take the file that came with the model")
      }
      return Int32(index)
    }
    self.table = table
    unknown = try number("[UNK]")
    start = try number("[CLS]")
    end = try number("[SEP]")
    var special: [(text: [UInt8], number: Int32)] = []
    for piece in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
      special.append((Array(piece.utf8), try number(piece)))
    }
    self.special = special
  }

  /// Reads `vocab.txt`: one piece a line in UTF-8.
  ///
  /// - Throws: `EncoderError` if the file cannot be read, is not UTF-8 or is no vocabulary.
  public init(vocabularyFile: URL) throws(EncoderError) {
    let name = vocabularyFile.lastPathComponent
    guard let data = try? Data(contentsOf: vocabularyFile) else {
      throw EncoderError(.unreadableFile, at: name, "cannot be read; put the model's vocabulary there")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw EncoderError(.invalidVocabulary, at: name, "is not UTF-8; take the file that came with the model")
    }
    // By scalars: as characters, a carriage return and the line feed after it would be one.
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      Substring(line.last == "\r" ? line.dropLast() : line)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    do { try self.init(vocabulary: lines) } catch { throw EncoderError(error.code, at: name, error.message) }
  }

  /// The numbers of a text's pieces between `[CLS]` and `[SEP]`, at most `limit` (2 or more) with these two.
  ///
  /// What lies beyond the limit is not read.
  public func encode(_ text: String, limit: Int = 256) -> [Int32] {
    let room = max(limit, 2) - 2
    var numbers = [start]
    var rest = text[...]
    while numbers.count <= room, !rest.isEmpty {
      let found = nextSpecial(in: rest)
      append(found.map { rest[..<$0.range.lowerBound] } ?? rest, to: &numbers, room: room)
      guard let found else { break }
      if numbers.count <= room { numbers.append(found.number) }
      rest = rest[found.range.upperBound...]
    }
    numbers.append(end)
    return numbers
  }

  private func append(_ text: Substring, to numbers: inout [Int32], room: Int) {
    var splitter = WordSplitter(text)
    var bytes: [UInt8] = []
    while numbers.count <= room, let word = splitter.next() {
      guard word.count <= Self.wordLimit else {
        numbers.append(unknown)
        continue
      }
      bytes.removeAll(keepingCapacity: true)
      for scalar in word { bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? []) }
      append(word: bytes, to: &numbers)
    }
    if numbers.count > room + 1 { numbers.removeLast(numbers.count - room - 1) }
  }

  private func append(word: [UInt8], to numbers: inout [Int32]) {
    let before = numbers.count
    var at = 0
    while at < word.count {
      guard let piece = table.longest(in: word, from: at, continues: at > 0) else {
        // One place without a piece makes the whole word unknown.
        numbers.removeLast(numbers.count - before)
        numbers.append(unknown)
        return
      }
      numbers.append(Int32(piece.number))
      at = piece.end
    }
  }

  /// The first special piece that a text spells out, which the reference looks for before it cleans the text.
  private func nextSpecial(in text: Substring) -> (range: Range<Substring.Index>, number: Int32)? {
    let bytes = text.utf8
    var from = bytes.startIndex
    while let open = bytes[from...].firstIndex(of: UInt8(ascii: "[")) {
      for (piece, number) in special where bytes[open...].starts(with: piece) {
        return (open..<bytes.index(open, offsetBy: piece.count), number)
      }
      from = bytes.index(after: open)
    }
    return nil
  }
}
