public import Assessment
internal import Defaults
internal import Foundation
public import Frontier
internal import StrictYAML

/// The files that are compiled into the binary.
public enum EmbeddedFiles {
  /// The text of one file, such as `policy.yaml`; nil when there is none of that name.
  public static func text(_ name: String) -> String? { find { $0 == name }.first.map { text($0) } }

  /// The catalogue's files in the order in which they are merged.
  public static var catalog: [(name: String, text: String)] { texts("catalog/") }

  /// The sample working day's files.
  public static var demo: [(name: String, text: String)] { texts("demo/") }

  /// The lexicon that the built-in model was trained with.
  public static func lexicon() throws -> Lexicon {
    guard let text = text("lexicon.yaml") else { throw Missing(name: "lexicon.yaml") }
    return try Lexicon.load(text: text, file: "lexicon.yaml (built in)")
  }

  /// The built-in model with its lexicon. Made once: it is large.
  public static func assessor() throws -> TextAssessor { try built.get() }

  /// The fitted results on how far models lag each other that came with the program. Read once.
  public static func frontier() throws -> FrontierResults { try fitted.get() }

  private static let fitted = Result {
    let name = "frontier/results.tsv"
    guard let text = text(name) else { throw Missing(name: name) }
    return try FrontierResults(text, file: "\(name) (built in)")
  }

  private static let built = Result {
    guard let file = find({ $0 == "assessment.model" }).first else { throw Missing(name: "assessment.model") }
    let bytes = Data(UnsafeBufferPointer(start: file.bytes, count: file.count))
    let model = try AssessmentModel(fileBytes: bytes, isTrusted: true)
    return try TextAssessor(model: model, lexicon: try lexicon())
  }

  /// A file that should have been compiled in.
  private struct Missing: Error, CustomStringConvertible {
    var name: String
    var description: String { "'\(name)' is missing from this binary" }
  }

  private static func find(_ isWanted: (String) -> Bool) -> [SteelyardDefaultFile] {
    (0..<steelyard_default_file_count()).map { steelyard_default_file($0) }.filter {
      isWanted(String(cString: $0.name))
    }
  }

  private static func text(_ file: SteelyardDefaultFile) -> String {
    String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
  }

  private static func texts(_ prefix: String) -> [(name: String, text: String)] {
    find { $0.hasPrefix(prefix) }.map { (String(cString: $0.name), text($0)) }
  }
}
