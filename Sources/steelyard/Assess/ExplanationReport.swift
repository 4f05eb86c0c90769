import Assessment
import Foundation

/// An explanation as text for a terminal.
struct ExplanationReport {
  private let explanation: TextExplanation
  private let model: ModelDescription
  private let most: Int

  init(_ explanation: TextExplanation, model: ModelDescription, most: Int) {
    self.explanation = explanation
    self.model = model
    self.most = most
  }

  var text: String {
    var text = facts.render(.table) + "The threshold was set on \(setOn).\n"
    if !explanation.words.isEmpty {
      text += "\nWords by how much the log-odds of grave stakes fall without them\n" + words.render(.table)
    }
    if !explanation.findings.isEmpty {
      text += "\nTerms of the lexicon (version \(model.lexicon))\n" + findings.render(.table)
    }
    if !explanation.neighbours.isEmpty {
      text += "\nMost similar prompts that the model was trained on\n" + neighbours.render(.table)
    }
    return text
  }

  private var facts: TextTable {
    let verdict = explanation.verdict
    var table = TextTable([.init("what"), .init("value"), .init("note")])
    let pin = verdict.pin.map { "pinned up as \($0.rawValue)" } ?? "not pinned"
    table.add(["stakes", verdict.stakes ?? "–", verdict.pin == nil ? pin : "\(pin): \(verdict.pinCertainty)"])
    table.add([
      "probability of grave stakes", "\(verdict.pinScoreMilli) ‰",
      "doubt from \(verdict.thresholdMilli) ‰",
    ])
    table.add(["domain", verdict.domain?.rawValue ?? "–", "\(verdict.scoreMilli) ‰, \(verdict.certainty)"])
    table.add(["difficulty", "\(verdict.difficultyMilli) ‰", "probability that the cheaper class fails"])
    table.add(["stage", verdict.stage, "model \(verdict.version), encoder \(model.encoder ?? "none")"])
    table.add(["words say", Self.share(explanation.lexical[.grave]), "of the gravest stretch"])
    if let encoded = explanation.encoded {
      table.add(["the encoder says", Self.share(encoded[.grave]), "of the gravest stretch"])
    }
    if explanation.stretches != 1 { table.add(["stretches judged", "\(explanation.stretches)", "below: the gravest"]) }
    return table
  }

  private var setOn: String {
    let verdict = explanation.verdict
    if verdict.thresholdMilli == 0 { return "nothing: a text that cannot be read is pinned" }
    if verdict.stage == "encoder" { return model.encoded.setOn }
    if verdict.thresholdMilli == model.unsure.lowMilli || verdict.thresholdMilli == model.unsure.highMilli {
      return model.unsure.setOn
    }
    return explanation.lexical[.english] > 0 ? model.alone.setOn : model.otherLanguages.setOn
  }

  private var words: TextTable {
    var table = TextTable([.init("word"), .init("log-odds", .right)])
    let sorted = explanation.words.enumerated().sorted {
      (abs($1.element.share), $0.offset) < (abs($0.element.share), $1.offset)
    }
    for (_, word) in sorted.prefix(most) { table.add([word.text, String(format: "%+.2f", word.share)]) }
    return table
  }

  private var findings: TextTable {
    var table = TextTable([.init("term"), .init("domain"), .init("weight", .right)])
    for finding in explanation.findings.prefix(most) {
      table.add([finding.term, finding.domain.rawValue, String(format: "%.2f", Double(finding.weightMilli) / 1000)])
    }
    return table
  }

  private var neighbours: TextTable {
    var table = TextTable([.init("similarity", .right), .init("labelled"), .init("prompt")])
    for neighbour in explanation.neighbours.prefix(most) {
      table.add([
        String(format: "%.2f", neighbour.similarity), neighbour.prototype.group, neighbour.prototype.text,
      ])
    }
    return table
  }

  private static func share(_ logOdds: Float) -> String { "\(Int((1000 / (1 + exp(-Double(logOdds)))).rounded())) ‰" }
}
