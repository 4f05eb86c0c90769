import ArgumentParser
import Assessment
import AssessmentTraining
import Foundation
import Gateway

/// `steelyard bench words`: how fast the lexical stage judges.
struct BenchWordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words", abstract: "Measures the lexical stage on one core, on texts of 1 KiB in each language.",
    discussion: "The texts are our own prompts strung together. Goals: p50 ≤ 30 µs, p99 ≤ 60 µs a KiB.")

  @Option(help: "Folder with prompts as JSON Lines.") var data = "Training/prompts"
  @Option(help: "Judgements of each language.") var count = 20_000
  @Option(help: "table, csv or json.") var format = OutputFormat.table

  func validate() throws { guard count > 0 else { throw ValidationError("--count must be at least 1") } }

  func run() throws {
    let assessor = try EmbeddedFiles.assessor()
    let prompts: [LabelledText]
    do { prompts = try OwnPrompts.load(data) } catch { throw ValidationError(error.description) }
    var table = TextTable([
      .init("language"), .init("texts", .right), .init("p50 µs", .right), .init("p99 µs", .right),
    ])
    for language in Set(prompts.map(\.language)).sorted() {
      let texts = Self.kibibytes(prompts.filter { $0.language == language }.map(\.text))
      guard !texts.isEmpty else { continue }
      var times: [Double] = []
      for number in 0..<count {
        let start = DispatchTime.now().uptimeNanoseconds
        _ = assessor.evidence(texts[number % texts.count])
        times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1000)
      }
      times.sort()
      table.add([
        language, "\(texts.count)", String(format: "%.1f", times[times.count / 2]),
        String(format: "%.1f", times[times.count * 99 / 100]),
      ])
    }
    print(table.render(format), terminator: "")
  }

  /// Texts of 1,024 bytes, cut between characters.
  private static func kibibytes(_ prompts: [String]) -> [[UInt8]] {
    var texts: [[UInt8]] = []
    var text: [UInt8] = []
    for prompt in prompts {
      text += Array(prompt.utf8) + [0x0A]
      guard text.count >= 1024 else { continue }
      var end = 1024
      while end < text.count, end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
      texts.append(Array(text[..<end]))
      text = []
    }
    return texts
  }
}
