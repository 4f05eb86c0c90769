public import Assessment
import Foundation

/// Sentences that stand for their kind: JSON Lines with group and text.
public enum PrototypeFile {
  /// Reads the file.
  public static func load(_ path: String) throws(OwnPrompts.Unreadable) -> [ModelDescription.Prototype] {
    guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw OwnPrompts.Unreadable(description: "\(path): cannot be read; name the prototypes with --prototypes")
    }
    var prototypes: [ModelDescription.Prototype] = []
    for (number, line) in content.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty { continue }
      guard
        let prototype = try? JSONDecoder().decode(ModelDescription.Prototype.self, from: Data(line.utf8)),
        !prototype.group.isEmpty, !prototype.text.isEmpty
      else { throw OwnPrompts.Unreadable(description: "\(path):\(number + 1): expected an object with group and text") }
      prototypes.append(prototype)
    }
    return prototypes
  }
}
