import Assessment
import Foundation

/// The prompts that were written for Steelyard: JSON Lines with text, language, domain, stakes, kind and voice.
public enum OwnPrompts {
  /// What is wrong with a line, and where.
  public struct Unreadable: Error, CustomStringConvertible {
    public var description: String
  }

  private struct Line: Decodable {
    var text: String
    var language: String
    var domain: String
    var stakes: String
    var kind: String
    var voice: String
  }

  /// Reads every `.jsonl` file of a folder, or one file. A third, chosen by the hash of the text, is for testing only.
  public static func load(_ path: String) throws(Unreadable) -> [LabelledText] {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Unreadable(description: "\(path): there is no such file or folder; name the prompts with --data")
    }
    var files = [path]
    if let names = try? FileManager.default.contentsOfDirectory(atPath: path) {
      files = names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(path)/\($0)" }
      if files.isEmpty { throw Unreadable(description: "\(path): there are no .jsonl files in it") }
    }
    var texts: [LabelledText] = []
    for file in files { texts += try read(file) }
    return texts
  }

  private static func read(_ file: String) throws(Unreadable) -> [LabelledText] {
    let content: String
    do { content = try String(contentsOfFile: file, encoding: .utf8) } catch {
      throw Unreadable(description: "\(file): cannot be read: \(error.localizedDescription)")
    }
    var texts: [LabelledText] = []
    for (number, line) in content.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.isEmpty { continue }
      func fail(_ what: String) -> Unreadable { Unreadable(description: "\(file):\(number + 1): \(what)") }
      let decoded: Line
      do { decoded = try JSONDecoder().decode(Line.self, from: Data(line.utf8)) } catch {
        throw fail("expected a JSON object with text, language, domain, stakes, kind and voice")
      }
      let domains = AssessmentHead.domains.map(\.name)
      guard let domain = AssessmentHead.domains.first(where: { $0.name == decoded.domain }) else {
        throw fail("the domain '\(decoded.domain)' is none of \(domains.joined(separator: ", "))")
      }
      guard let stakes = LabelledText.Stakes(rawValue: decoded.stakes) else {
        let allowed = LabelledText.Stakes.allCases.map(\.rawValue)
        throw fail("the stakes '\(decoded.stakes)' are none of \(allowed.joined(separator: ", "))")
      }
      guard let kind = LabelledText.Kind(rawValue: decoded.kind) else {
        let allowed = LabelledText.Kind.allCases.map(\.rawValue)
        throw fail("the kind '\(decoded.kind)' is none of \(allowed.joined(separator: ", "))")
      }
      guard decoded.text.contains(where: { !$0.isWhitespace }) else { throw fail("the text is empty") }
      var text = LabelledText(text: decoded.text, source: "own", language: decoded.language, kind: kind)
      text.label(domain: domain)
      text.label(stakes: stakes)
      text.isTest = LabelledText.hash(decoded.text) % 3 == 0
      // Few, and what matters most: a wrapper around a grave matter, and harmless words that look grave.
      text.weight = kind == .plain ? 4 : 6
      texts.append(text)
    }
    return texts
  }
}
