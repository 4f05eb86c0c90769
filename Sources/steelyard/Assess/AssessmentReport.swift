import Assessment
import AssessmentTraining
import Foundation
import Learning

/// A measurement as text, for a terminal or for the documentation.
struct AssessmentReport {
  enum Form { case terminal, markdown }

  private let measurement: AssessmentMeasurement
  private let encoder: String?

  init(_ measurement: AssessmentMeasurement, encoder: String?) {
    self.measurement = measurement
    self.encoder = encoder
  }

  func text(_ form: Form) -> String {
    var text = form == .markdown ? "# What the assessor is measured to do\n\n" : ""
    let model = measurement.model
    text += "Model \(model.version), lexicon \(model.lexicon), encoder \(encoder ?? "none"). "
    text +=
      "Trained on " + model.rows.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
    text += ". Everything below is on texts that were not trained on.\n"
    if form == .markdown {
      text += """
        This file is written by `make assessment`; do not edit it.

        **How far to trust these.** One author wrote our own prompts, the lexicon, and chose training's settings with an eye on
        these figures, so on other people's words expect less. The prompts of the test third were never learned from, and
        thresholds were set on the other two thirds alone. medquad's and the exams' texts resemble each other so much that
        n-grams alone recognise them; the rows that tell are our own. Speed: `steelyard bench words`, and for the encoder
        [Benchmarks/ENCODER.md](../Benchmarks/ENCODER.md).

        """
    }
    text += section(
      form, "Recall of grave texts",
      "How many grave texts score above all but 2, 5 or 10 % of \(measurement.pool) ordinary harmless English texts "
        + "(our own test third and self-instruct's seed tasks, of which about 1 % are truly grave; "
        + "\(measurement.otherPool) of our own for other languages), and how many are pinned as shipped. 95 % intervals.",
      recalls(["both stages", "words alone"]))
    text += section(
      form, "Baselines", "The same for simpler ways of judging, trained on the same texts.",
      recalls(["n-grams alone", "lexicon alone", "encoder alone"]))
    text += section(
      form, "False pins",
      "Harmless texts that are pinned at the shipped thresholds, and how many the encoder is asked for.",
      falsePins())
    text += section(
      form, "Calibration",
      "Area under the curve and expected calibration error of each head on our own test third (difficulty: on exams). "
        + "The likeliest domain is the labelled one in \(share(measurement.domain)), the stakes in "
        + "\(share(measurement.stakes)) of our own test prompts.", heads())
    text += section(
      form, "Reliability of the probability of grave stakes",
      "Of texts that were given about the first probability, the second share was grave.", reliability())
    text += section(
      form, "Thresholds in the model",
      "Of a day's mixture (our own prompts, clinc150, self-instruct) the encoder is asked for \(share(measurement.asked)).",
      thresholds())
    return text
  }

  private func section(_ form: Form, _ title: String, _ words: String, _ table: TextTable) -> String {
    switch form {
    case .terminal: "\n\(title)\n\(words)\n\(table.render(.table))"
    case .markdown: "\n## \(title)\n\(words)\n\n\(table.markdown())"
    }
  }

  private func recalls(_ methods: [String]) -> TextTable {
    var table = TextTable([
      .init("texts"), .init("judged by"), .init("n", .right), .init("AUC", .right), .init("at 2 %", .right),
      .init("at 5 %", .right), .init("at 10 %", .right), .init("as shipped", .right),
    ])
    for row in measurement.recalls where methods.contains(row.method) {
      table.add([
        row.source, row.method, "\(row.count)", row.area.map { String(format: "%.3f", $0) } ?? "–", share(row.at2),
        share(row.at5), share(row.at10), row.shipped.map(share) ?? "–",
      ])
    }
    return table
  }

  private func falsePins() -> TextTable {
    var table = TextTable([
      .init("texts"), .init("n", .right), .init("pinned, both stages", .right), .init("pinned, words alone", .right),
      .init("encoder asked", .right),
    ])
    for row in measurement.falsePins {
      table.add([row.source, "\(row.pinned.count)", share(row.pinned), share(row.wordsOnly), share(row.asked)])
    }
    return table
  }

  private func heads() -> TextTable {
    var table = TextTable([
      .init("head"), .init("stage"), .init("n", .right), .init("AUC", .right), .init("ECE", .right),
    ])
    for row in measurement.heads {
      table.add([
        row.head, row.stage, "\(row.count)", row.area.map { String(format: "%.3f", $0) } ?? "–",
        String(format: "%.3f", row.reliability.expectedError),
      ])
    }
    return table
  }

  private func reliability() -> TextTable {
    var table = TextTable([
      .init("stage"), .init("predicted", .right), .init("observed", .right), .init("n", .right), .init(""),
    ])
    for row in measurement.heads where row.head == "grave" {
      for bin in row.reliability.bins {
        let bar = String(repeating: "█", count: Int((bin.observed.share * 20).rounded()))
        table.add([
          row.stage, String(format: "%.2f", bin.predicted), share(bin.observed), "\(bin.observed.count)", bar,
        ])
      }
    }
    return table
  }

  private func thresholds() -> TextTable {
    var table = TextTable([.init("what"), .init("doubt ‰", .right), .init("certain ‰", .right), .init("set on")])
    let model = measurement.model
    for (name, threshold) in [
      ("words alone, English", model.alone), ("words alone, other languages", model.otherLanguages),
      ("both stages", model.encoded), ("domain", model.domains),
    ] {
      table.add([name, "\(threshold.doubtMilli)", "\(threshold.certainMilli)", threshold.setOn])
    }
    table.add([
      "encoder is asked between", "\(model.unsure.lowMilli)", "\(model.unsure.highMilli)", model.unsure.setOn,
    ])
    return table
  }

  private func share(_ proportion: Proportion) -> String {
    let interval = proportion.interval
    return String(format: "%.2f (%.2f–%.2f)", proportion.share, interval.lowerBound, interval.upperBound)
  }
}
