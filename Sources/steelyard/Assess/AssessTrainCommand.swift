import ArgumentParser
import Assessment
import AssessmentTraining
import Foundation

/// `steelyard assess train`: learns a model from labelled texts.
struct AssessTrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Learns a model from labelled texts; the same data and seed give the same model.",
    discussion: """
      A third of the prompts, chosen by the hash of their text, is kept for `assess evaluate` and not learned from.
      Thresholds are set on texts that were held out in three parts, and are written into the model with what they were
      set on. With the encoder installed both stages are trained, else only the lexical one.
      """)

  @OptionGroup var files: AssessmentFiles
  @Option(help: "Where to write the model.") var out: String
  @Option(help: "A lexicon file instead of the one built in.") var lexicon: String?
  @Option(help: "What random numbers begin with.") var seed: UInt64 = 20_261_123
  @Option(help: "The version that decisions will name.") var version: String
  @OptionGroup var encoder: EncoderOptions

  func run() async throws {
    var model = AssessmentModelFile()
    model.lexicon = lexicon
    model.model = nil
    let texts = try files.texts()
    let embedder = try encoder.embedder()
    if embedder == nil { StandardError.write("\(EncoderOptions.absent); only the lexical stage is trained\n") }
    let start = Date()
    let trainer = Trainer(
      settings: .init(version: version, seed: seed), lexicon: try model.readLexicon(), embedder: embedder
    ) { StandardError.write("\($0)\n") }
    let trained = await trainer.train(texts)
    let data = try trained.fileBytes()
    do { try data.write(to: URL(filePath: out), options: .atomic) } catch {
      throw ValidationError("cannot write the model to '\(out)': \(error.localizedDescription)")
    }
    let seconds = Int(Date().timeIntervalSince(start).rounded())
    print("\(out): \(data.count) bytes, version \(trained.description.version), trained in \(seconds) s")
    for (name, threshold) in [
      ("words alone", trained.description.alone), ("other languages", trained.description.otherLanguages),
      ("both stages", trained.description.encoded),
    ] {
      print(
        "  \(name): doubt from \(threshold.doubtMilli) ‰, certain from \(threshold.certainMilli) ‰: \(threshold.setOn)")
    }
    let band = trained.description.unsure
    print("  the encoder is asked between \(band.lowMilli) and \(band.highMilli) ‰: \(band.setOn)")
  }
}
