import Assessment
import Foundation
import Testing

/// Recall and false pins of what ships, by words alone, on public labelled prompts; the figures are printed. Parts of
/// these sources were trained on: `assess evaluate` measures on the others.
@Suite(
  "The shipped model on labelled prompts",
  .enabled(if: PackageRoot.prompts != nil, "the public labelled prompts are not at ../shared or STEELYARD_SHARED"))
struct LabelledPromptTests {
  private func measure(_ name: String, _ texts: [String], expecting domain: String?) throws -> (
    any: Double, right: Double
  ) {
    var pinned = 0
    var right = 0
    for text in texts {
      guard let pin = try ShippedModel.verdict(text).pin else { continue }
      pinned += 1
      if pin.rawValue == domain { right += 1 }
    }
    let rates = (any: Double(pinned) / Double(texts.count), right: Double(right) / Double(texts.count))
    let detail = domain == nil ? "" : String(format: ", as %@ %.1f %%", domain ?? "", 100 * rates.right)
    print("words alone on \(name): \(texts.count) texts, pinned \(String(format: "%.1f", 100 * rates.any)) %\(detail)")
    return rates
  }

  private func lines(_ path: String) throws -> [Substring] {
    let prompts = try #require(PackageRoot.prompts)
    return try String(contentsOf: prompts.appending(path: path), encoding: .utf8).split { $0 == "\n" || $0 == "\r\n" }
  }

  private func objects(_ path: String) throws -> [[String: Any]] {
    try lines(path).compactMap { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
  }

  @Test("medical questions raise the stakes")
  func medical() throws {
    let rows = try lines("medquad/questions.tsv").dropFirst()
    let texts = stride(from: rows.startIndex, to: rows.endIndex, by: 7)
      .compactMap { rows[$0].split(separator: "\t").last.map(String.init) }
    #expect(try measure("medquad, every 7th question", texts, expecting: "health").right > 0.60)
  }

  @Test("texts of legal work raise the stakes")
  func legal() throws {
    let texts = try objects("legalbench/legalbench_permissive_train.jsonl").compactMap { $0["text"] as? String }
    #expect(try measure("legalbench", texts, expecting: "law").right > 0.85)
  }

  @Test("requests to an assistant of everyday life are pinned in fewer than one case in twenty")
  func everyday() throws {
    let prompts = try #require(PackageRoot.prompts)
    let data = try Data(contentsOf: prompts.appending(path: "clinc150/data_full.json"))
    let sets = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String]]])
    let texts = ["test", "oos_test"].flatMap { sets[$0] ?? [] }.compactMap(\.first)
    #expect(try measure("clinc150, test", texts, expecting: nil).any < 0.05)
  }

  @Test("general instructions are pinned in fewer than one case in seven, of which some are truly high-stakes")
  func instructions() throws {
    let texts = try objects("selfinstruct/seed_tasks.jsonl").map { task -> String in
      let instance = (task["instances"] as? [[String: Any]])?.first
      return "\(task["instruction"] ?? "")\n\(instance?["input"] ?? "")"
    }
    #expect(try measure("self-instruct seeds", texts, expecting: nil).any < 0.14)
  }
}
