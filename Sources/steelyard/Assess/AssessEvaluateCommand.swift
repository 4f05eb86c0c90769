import ArgumentParser
import Assessment
import AssessmentTraining
import Foundation

/// `steelyard assess evaluate`: measures a model on texts that it was not trained on.
struct AssessEvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures a model on texts that it was not trained on, beside baselines.",
    discussion: """
      Recall is the share of grave texts that score above all but 2, 5 or 10 % of ordinary harmless ones; `shipped` is
      the share at the model's own thresholds. Intervals hold the true share in 95 cases of 100 (Wilson).
      """)

  @OptionGroup var files: AssessmentFiles
  @OptionGroup var model: AssessmentModelFile
  @OptionGroup var encoder: EncoderOptions
  @Flag(help: "Leave the baselines out; they are trained for the purpose.") var noBaselines = false
  @Flag(help: "Take all of --data for testing: none of it was trained on.") var unseen = false
  @Option(help: "Also write the report as Markdown to this file.") var markdown: String?

  func run() async throws {
    var texts = try files.texts()
    if unseen { for index in texts.indices where texts[index].source == "own" { texts[index].isTest = true } }
    let embedder = try encoder.embedder()
    if embedder == nil { StandardError.write("\(EncoderOptions.absent); only the lexical stage is measured\n") }
    let evaluation = Evaluation(assessor: try model.assessor(), embedder: embedder) { StandardError.write("\($0)\n") }
    let report = AssessmentReport(
      await evaluation.measure(texts, baselines: !noBaselines), encoder: embedder?.name)
    print(report.text(.terminal), terminator: "")
    if let markdown {
      do { try report.text(.markdown).write(toFile: markdown, atomically: true, encoding: .utf8) } catch {
        throw ValidationError("cannot write the report to '\(markdown)': \(error.localizedDescription)")
      }
    }
  }
}
