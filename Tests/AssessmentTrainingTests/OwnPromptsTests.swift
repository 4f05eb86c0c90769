import Assessment
import AssessmentTraining
import Foundation
import TestFiles
import Testing

@Suite("Our own prompts")
struct OwnPromptsTests {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Training/prompts").path

  @Test("there are enough of each kind, all distinct, a third of them in other languages")
  func counts() throws {
    let texts = try OwnPrompts.load(Self.folder)
    #expect(texts.count >= 2500)
    #expect(texts.count { $0.kind == .wrapped && $0.isGrave == true } >= 300)
    #expect(texts.count { $0.kind == .lookalike && $0.isGrave == false } >= 300)
    #expect(texts.count { $0.language != "en" } * 10 >= texts.count * 3)
    #expect(Set(texts.map { $0.text.lowercased() }).count == texts.count)
    #expect(Set(texts.map(\.language)) == ["en", "es", "zh", "de", "fr", "pt", "ja", "ar"])
    for domain in AssessmentHead.domains { #expect(texts.contains { $0.domain == domain }, "\(domain)") }
  }

  @Test("about a third is for testing, chosen by the text alone")
  func split() throws {
    let texts = try OwnPrompts.load(Self.folder)
    let share = Double(texts.count(where: \.isTest)) / Double(texts.count)
    #expect((0.29...0.38).contains(share))
    #expect(texts.allSatisfy { $0.isTest == (LabelledText.hash($0.text) % 3 == 0) })
    // The same on every machine: changing the hash would mix test and training.
    #expect(LabelledText.hash("can my landlord raise rent twice in a year") == 0xb171_7205_2efe_b26f)
  }

  @Test(
    "a wrong line is named with what is allowed",
    arguments: [
      ("{", "expected a JSON object"), (#"{"text":"x"}"#, "expected a JSON object"),
      (line(domain: "medicine"), "'medicine' is none of law, health"), (line(stakes: "severe"), "'severe' are none of"),
      (line(kind: "odd"), "'odd' is none of plain"), (line(text: " "), "the text is empty"),
    ])
  func errors(line: String, expected: String) throws {
    let file = TestFiles.path(".jsonl")
    try "\(Self.line())\n\(line)\n".write(to: file, atomically: true, encoding: .utf8)
    let error = #expect(throws: OwnPrompts.Unreadable.self) { try OwnPrompts.load(file.path) }
    #expect(error?.description.contains(".jsonl:2: ") == true)
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test("an absent folder is named")
  func absent() {
    let error = #expect(throws: OwnPrompts.Unreadable.self) { try OwnPrompts.load("/nowhere") }
    #expect(error?.description.contains("--data") == true)
  }

  private static func line(
    text: String = "a", domain: String = "law", stakes: String = "high", kind: String = "plain"
  ) -> String {
    #"{"text":"\#(text)","language":"en","domain":"\#(domain)","stakes":"\#(stakes)","kind":"\#(kind)","voice":"v"}"#
  }
}
