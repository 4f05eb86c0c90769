import Assessment

/// The test texts by what they can show.
struct Groups {
  struct Group {
    var name: String
    var rows: [Int]
    var isEnglish = true
  }

  /// Grave texts whose recall is measured.
  let grave: [Group]
  /// Harmless texts whose false pins are measured.
  let harmless: [Group]
  /// Ordinary harmless texts in English, and in other languages, on which thresholds for comparisons are set.
  let pool: [Int]
  let otherPool: [Int]
  /// A day's mixture: our own prompts and intents of assistants.
  let mixture: [Int]

  init(_ texts: [LabelledText]) {
    func rows(_ condition: (LabelledText) -> Bool) -> [Int] { texts.indices.filter { condition(texts[$0]) } }
    func own(_ text: LabelledText, english: Bool) -> Bool { text.source == "own" && (text.language == "en") == english }
    pool =
      rows { own($0, english: true) && $0.isGrave == false && $0.kind == .plain } + rows { $0.source == "selfinstruct" }
    otherPool = rows { own($0, english: false) && $0.isGrave == false && $0.kind == .plain }
    mixture = rows { $0.source == "own" || $0.source == "clinc150" || $0.source == "selfinstruct" }
    var grave: [Group] = []
    for domain in [AssessmentHead.health, .law, .finance] {
      grave.append(
        Group(
          name: "own, \(domain.name), English",
          rows: rows { own($0, english: true) && $0.isGrave == true && $0.kind == .plain && $0.domain == domain }))
    }
    grave.append(
      Group(
        name: "own, all plain, English",
        rows: rows { own($0, english: true) && $0.isGrave == true && $0.kind == .plain }))
    grave.append(
      Group(
        name: "own, wrapped, English",
        rows: rows { own($0, english: true) && $0.isGrave == true && $0.kind == .wrapped }))
    grave.append(
      Group(
        name: "own, all plain, other languages",
        rows: rows { own($0, english: false) && $0.isGrave == true && $0.kind == .plain }, isEnglish: false))
    grave.append(
      Group(
        name: "own, wrapped, other languages",
        rows: rows { own($0, english: false) && $0.isGrave == true && $0.kind == .wrapped }, isEnglish: false))
    for language in Set(texts.map(\.language)).subtracting(["en"]).sorted() {
      grave.append(
        Group(
          name: "own, all, \(language)",
          rows: rows { $0.source == "own" && $0.language == language && $0.isGrave == true },
          isEnglish: false))
    }
    for source in Set(texts.map(\.source)).subtracting(["own"]).sorted() {
      grave.append(Group(name: source, rows: rows { $0.source == source && $0.isGrave == true }))
    }
    self.grave = grave.filter { !$0.rows.isEmpty }
    var harmless = [
      Group(
        name: "own, plain, English", rows: rows { own($0, english: true) && $0.isGrave == false && $0.kind == .plain }),
      Group(
        name: "own, look-alikes, English",
        rows: rows { own($0, english: true) && $0.isGrave == false && $0.kind == .lookalike }),
      Group(name: "own, plain, other languages", rows: otherPool, isEnglish: false),
      Group(
        name: "own, look-alikes, other languages",
        rows: rows { own($0, english: false) && $0.isGrave == false && $0.kind == .lookalike }, isEnglish: false),
    ]
    for source in Set(texts.map(\.source)).subtracting(["own"]).sorted() {
      harmless.append(Group(name: source, rows: rows { $0.source == source && $0.isGrave == false }))
    }
    self.harmless = harmless.filter { !$0.rows.isEmpty }
  }
}
