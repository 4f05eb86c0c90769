/// What the models of a trial say: either side by the known truth, and a judge who prefers the good answer.
struct TrialModels: Sendable {
  let cases: [TrialCase]
  let seed: UInt64

  /// The body of a question. What it asks and whether the challenger has changed by then is in its words.
  func question(_ number: Int, of useCase: TrialCase, isDrifted: Bool) -> [UInt8] {
    let text = "Please answer q\(number) of uc\(useCase.number)\(isDrifted ? " drifted" : "") for me"
    // Every fourth is a stream, since the two ways to a pair have little in common.
    let stream = number % 4 == 3 ? #","stream":true"# : ""
    return Array(
      #"{"model":"steelyard/\#(useCase.name)","messages":[{"role":"user","content":"\#(text)"}]\#(stream)}"#.utf8)
  }

  /// What a model answers to a request's body; nil for what is no question of this trial.
  func answer(model: String, body: [UInt8]) -> String? {
    let text = String(decoding: body, as: UTF8.self)
    if model.contains("claude") {
      guard let first = section("ANSWER A", text), let second = section("ANSWER B", text) else { return nil }
      return verdict(first.contains("good"), second.contains("good"))
    }
    guard let match = text.firstMatch(of: #/q([0-9]+) of uc([0-9]+)( drifted)?/#), let question = Int(match.1),
      let number = Int(match.2), cases.indices.contains(number)
    else { return nil }
    let worth = cases[number].worth(question: question, isDrifted: match.3 != nil, seed: seed)
    let isChallenger = model.contains("deepseek")
    let isGood = isChallenger ? worth.challenger : worth.incumbent
    let opening = worth.alike ? "So," : isChallenger ? "I think" : "Well,"
    return "\(opening) this is a \(isGood ? "good" : "poor") answer"
  }

  /// A reply in the rubric's form, with marks that its verdict follows from.
  private func verdict(_ first: Bool, _ second: Bool) -> String {
    let word = first == second ? "tie" : first ? "A" : "B"
    let marks = (1...3).map { #"{"id":"c\#($0)","a":\#(word != "B"),"b":\#(word != "A")}"# }.joined(separator: ",")
    return #"{"reasons":"as the words say","criteria":[\#(marks)],"verdict":"\#(word)"}"#
  }

  private func section(_ name: String, _ text: String) -> Substring? {
    guard let start = text.firstRange(of: "<<< \(name)"), let end = text.firstRange(of: ">>> \(name)"),
      start.upperBound <= end.lowerBound
    else { return nil }
    return text[start.upperBound..<end.lowerBound]
  }
}
