/// Which format a set of keys is most like.
struct FormatGuess {
  var table: FormatTable
  /// Telling keys that are there, and how many there could be.
  var found: [String]
  var possible: Int

  /// The best guess, nil where no format has at least half of its telling keys.
  init?(names: Set<String>, objects: Set<String> = []) {
    var best: FormatGuess?
    for table in FormatTable.all {
      let guess = FormatGuess(table, names, objects)
      guard guess.found.count * 2 >= guess.possible else { continue }
      if best.map({ guess.share > $0.share }) ?? true { best = guess }
    }
    guard let best else { return nil }
    self = best
  }

  /// How well a certain format fits.
  init(_ table: FormatTable, _ names: Set<String>, _ objects: Set<String> = []) {
    self.table = table
    possible = table.signature.count
    found = table.signature.compactMap { key in
      key.split(separator: "|").first { names.contains(String($0)) }.map(String.init)
    }
    // OpenAI's records name themselves.
    let named: [LogFormat: String] = [.openAIUsage: "organization.usage.", .openAICosts: "organization.costs."]
    if let prefix = named[table.format], let object = objects.first(where: { $0.hasPrefix(prefix) }) {
      found = table.signature
      found.insert("object \(object)", at: 0)
      possible = found.count
    }
  }

  /// The share of telling keys that are there.
  var share: Double { possible == 0 ? 0 : Double(found.count) / Double(possible) }

  var confidence: DetectedFormat.Confidence { share >= 0.85 ? .certain : share >= 0.65 ? .likely : .guess }

  /// What tells it.
  var evidence: String { "\(found.count) of \(possible) telling keys: \(found.joined(separator: ", "))" }

  /// What one record looks like, nil where it looks like nothing known.
  static func likeness(of record: ByteView) -> String? {
    let keys = KeyNames(record, records: 1)
    return FormatGuess(names: keys.names, objects: keys.objects).map { "a record like \($0.table.format.title)" }
  }
}
