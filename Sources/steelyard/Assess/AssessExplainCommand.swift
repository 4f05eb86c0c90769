import ArgumentParser
import Assessment
import Foundation

/// `steelyard assess explain`: the verdict on one text, and what carried it.
struct AssessExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows the verdict on one text, with the words and example sentences that carried the score.",
    discussion: """
      The text is an argument, a file (--file), or comes from standard input. It is judged as a user's only message; \
      `steelyard policy explain --request FILE` judges a whole request and says who may serve it.
      """)

  @Argument(help: "The text; '-' or nothing reads standard input.") var text: String?
  @Option(help: "A file with the text.", completion: .file()) var file: String?
  @OptionGroup var model: AssessmentModelFile
  @OptionGroup var encoder: EncoderOptions
  @Option(help: "Words and sentences that are shown at most.") var most = 8

  func validate() throws {
    if text != nil, file != nil { throw ValidationError("give the text or --file, not both") }
    guard (0...TextExplanation.mostWords).contains(most) else {
      throw ValidationError("--most must lie between 0 and \(TextExplanation.mostWords)")
    }
  }

  func run() async throws {
    let embedder = try encoder.embedder()
    if embedder == nil, !encoder.noEncoder { StandardError.write("\(EncoderOptions.absent); words alone judge\n") }
    let assessor = try model.assessor()
    let report = ExplanationReport(
      assessor.explain(try bytes(), embedder: embedder), model: assessor.model.description, most: most)
    print(report.text, terminator: "")
  }

  private func bytes() throws -> [UInt8] {
    let limit = 32 << 20
    let data: Data
    if let file {
      do { data = try Data(contentsOf: URL(filePath: file)) } catch {
        throw ValidationError("cannot read '\(file)': \(error.localizedDescription)")
      }
    } else if let text, text != "-" {
      data = Data(text.utf8)
    } else {
      data = try FileHandle.standardInput.read(upToCount: limit + 1) ?? Data()
    }
    guard data.count <= limit else { throw ValidationError("the text has more than \(limit >> 20) MiB") }
    return Array(data)
  }
}
