import Assessment
import Foundation
import StrictYAML

/// The lexicon that ships, read from the package.
enum DefaultLexicon {
  static let assessor: Result<LexicalAssessor, any Error> = Result {
    let file = PackageRoot.url.appending(path: "Sources/Defaults/files/lexicon.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    return LexicalAssessor(lexicon: try Lexicon.load(text: text, file: "lexicon.yaml"))
  }
}

/// The model that ships, with the lexicon, read from the package.
enum ShippedModel {
  static let assessor: Result<TextAssessor, any Error> = Result {
    let file = PackageRoot.url.appending(path: "Sources/Defaults/files/assessment.model")
    let model = try AssessmentModel(fileBytes: Data(contentsOf: file))
    return try TextAssessor(model: model, lexicon: DefaultLexicon.assessor.get().lexicon)
  }

  /// What words alone say of one message.
  static func verdict(_ text: String) throws -> TextVerdict {
    let assessor = try assessor.get()
    return assessor.read(
      [AssessedPart(role: .user, evidence: assessor.evidence(Array(text.utf8)))], encoder: false
    ).verdict
  }
}

/// Where the package and the data beside it are.
enum PackageRoot {
  static let url = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The labelled prompts, if they are at hand; else says so.
  static var prompts: URL? {
    let shared =
      ProcessInfo.processInfo.environment["STEELYARD_SHARED"].map { URL(filePath: $0) }
      ?? url.appending(path: "../shared")
    let prompts = shared.appending(path: "data/prompts")
    if FileManager.default.fileExists(atPath: prompts.path) { return prompts }
    print("skipped: no labelled prompts at \(prompts.path); set STEELYARD_SHARED to measure the lexicon on them")
    return nil
  }
}
