/// A pair as a person labels it: two answers without names, in an order that nobody chose.
public struct BlindedPair: Sendable, Hashable {
  /// The answer shown first.
  public var a: String
  /// The answer shown second.
  public var b: String
  /// Which of them is the challenger's; must not reach the page.
  public var isChallengerFirst: Bool

  /// A pair in the order that its id and a secret salt give, the same each time it is shown.
  public init(
    id: String, salt: String, incumbent: Answer, challenger: Answer, stripsMarkdown: Bool = false,
    hiddenNames: [String] = []
  ) {
    isChallengerFirst = (SHA256.hex(fields: ["order", salt, id]).utf8.first ?? 0) & 1 == 0
    let blinding = Blinding(extra: hiddenNames)
    let shown = [incumbent, challenger].map { answer in
      let text = stripsMarkdown ? Markdown.plainText(answer.text) : answer.text
      let calls = answer.toolCalls.map { "\n(call of \($0.name)) " + $0.argumentText }.joined()
      return blinding.apply(text + (answer.refusal.map { "\n(refused) \($0)" } ?? "") + calls)
    }
    (a, b) = isChallengerFirst ? (shown[1], shown[0]) : (shown[0], shown[1])
  }

  /// The difference that a person's choice means.
  public func difference(choosing preference: JudgeVerdict.Preference) -> Difference {
    switch preference {
    case .tie: .tie
    case .a: isChallengerFirst ? .better : .worse
    case .b: isChallengerFirst ? .worse : .better
    }
  }
}
