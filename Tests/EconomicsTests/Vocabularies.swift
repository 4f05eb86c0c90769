import Economics
import Foundation

/// The vocabularies that the tests can reach.
enum Vocabularies {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  static func fixture(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: "Fixtures").appending(path: name))
  }

  /// The published rank files, which are not part of the repository: in `data/prices/tokenizers` of STEELYARD_SHARED,
  /// else of `shared` beside the package.
  static let published: URL? = {
    let environment = ProcessInfo.processInfo.environment["STEELYARD_SHARED"]
    let shared =
      environment.map { URL(filePath: $0) }
      ?? folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared")
    let tokenizers = shared.appending(path: "data/prices/tokenizers")
    if FileManager.default.fileExists(atPath: tokenizers.path()) { return tokenizers }
    print("skipped: no rank files at \(tokenizers.path()); STEELYARD_SHARED names the folder that has data/prices")
    return nil
  }()

  static func published(_ pattern: SplitPattern) throws -> BytePairEncoding? {
    guard let published else { return nil }
    let file = try Data(contentsOf: published.appending(path: "\(pattern.rawValue).tiktoken"))
    return try BytePairEncoding(ranks: Array(file), pattern: pattern)
  }

  static func small(_ pattern: SplitPattern) throws -> BytePairEncoding {
    try BytePairEncoding(ranks: Array(fixture("small.tiktoken")), pattern: pattern)
  }

  /// Texts with the counts that tiktoken gives for each pattern.
  static func counts(_ name: String) throws -> [(text: String, counts: [SplitPattern: Int])] {
    let rows = try JSONSerialization.jsonObject(with: fixture(name)) as? [[Any]] ?? []
    return rows.compactMap { row in
      guard row.count == 4, let text = row[0] as? String, let o200k = row[1] as? Int, let cl100k = row[2] as? Int,
        let qwen = row[3] as? Int
      else { return nil }
      return (text, [.o200k: o200k, .cl100k: cl100k, .qwen: qwen])
    }
  }
}
