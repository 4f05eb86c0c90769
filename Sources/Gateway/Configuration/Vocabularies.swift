import Catalog
import Economics
import Foundation

/// Tokenizers' own vocabularies, where the operator has their files: they count what the bound only bounds.
struct Vocabularies: Sendable {
  /// Why a vocabulary cannot be used.
  struct Invalid: Error, CustomStringConvertible { var description: String }

  /// Names under which the catalogue's models refer to a vocabulary with the same ranks.
  private static let sameRanks = ["o200k_harmony": "o200k_base"]
  /// The longest text that is counted on a request's way: about a millisecond in a release build, whatever the text.
  static let countedBytes = 16 << 10
  private var encodings: [String: BytePairEncoding] = [:]

  init() {}

  /// Reads rank files such as `o200k_base.tiktoken`; the file's name says which vocabulary it is.
  init(files: [String]) throws(Invalid) {
    for path in files {
      let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
      guard let pattern = SplitPattern(rawValue: name) else {
        let known = SplitPattern.allCases.map { "\($0.rawValue).tiktoken" }.joined(separator: ", ")
        throw Invalid(description: "tokenizers: '\(path)' is not a known vocabulary; allowed: \(known)")
      }
      guard let bytes = FileManager.default.contents(atPath: path) else {
        throw Invalid(description: "tokenizers: the file '\(path)' cannot be read")
      }
      do { encodings[name] = try BytePairEncoding(ranks: Array(bytes), pattern: pattern) } catch {
        throw Invalid(description: "tokenizers: '\(path)': \(error)")
      }
    }
  }

  var isEmpty: Bool { encodings.isEmpty }

  /// The vocabulary of a name that the catalogue's models have, if its file was given.
  func encoding(named tokenizer: String) -> BytePairEncoding? { encodings[Self.sameRanks[tokenizer] ?? tokenizer] }
}
