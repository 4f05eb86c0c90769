extension PriceListMerge {
  /// What was read, chosen and left out, for people.
  ///
  /// `most` lines of each kind are shown, and how many more there are.
  public func report(on lists: [PriceList], most: Int = 40) -> String {
    var lines: [String] = []
    for list in lists { lines += Self.summary(of: list, most: most) }
    lines.append(
      "\(accepted.count) offers taken, \(unchanged) as the catalogue has them, \(rejected.count) rates far off,"
        + " \(disagreements.count) disagreements, \(unmatched.count) names that are no model of the catalogue")
    let new = accepted.filter { !$0.replaces }.map { "\($0.id), in \(Self.short($0.files))" }
    lines += Self.section("offers that the catalogue does not have", new, most: most)
    lines += Self.section("disagreements", disagreements.map(Self.line), most: most)
    lines += Self.section(
      "far off the median of the model's hosts (take them with --allow-outliers or --keep OFFER)",
      rejected.map(Self.line), most: most)
    lines += Self.section("no model of the catalogue", unmatched.map(Self.line), most: most)
    let providers = unknownProviders.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    lines += Self.section(
      "providers that the catalogue does not have", providers.map { "\($0.key): \($0.value) offers" }, most: most)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func summary(of list: PriceList, most: Int) -> [String] {
    let skipped = list.skipped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let left = skipped.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let line =
      "\(list.file): \(list.format.rawValue), \(list.entries) entries, \(list.offers.count) offers with a price"
      + (left.isEmpty ? "" : "; left out: \(left)")
    return [line] + section("left out of \(list.file)", list.findings.map(\.description), most: most)
  }

  private static func section(_ title: String, _ items: [String], most: Int) -> [String] {
    guard !items.isEmpty else { return [] }
    let more = items.count > most ? ["  … and \(items.count - most) more"] : []
    return ["\(title):"] + items.prefix(most).map { "  " + $0 } + more
  }

  private static func line(_ item: Disagreement) -> String {
    let figures = item.figures.map { "\($0.rate.map(\.description) ?? "no rate") in \(short([$0.source]))" }
    return
      "\(item.offer): \(item.subject): \(figures.joined(separator: ", ")); taken from \(short([item.chosen])): \(item.reason)"
  }

  private static func line(_ item: Rejection) -> String {
    "\(item.offer): \(item.kind.rawValue) \(item.rate), median \(item.median), in \(short(item.files))"
  }

  private static func line(_ item: Unmatched) -> String {
    "\(item.name) at \(item.provider)" + (item.near.isEmpty ? "" : " (near: \(item.near.joined(separator: ", ")))")
  }

  // The last part of each path: the whole ones stand at the head of the report.
  private static func short(_ files: [String]) -> String {
    files.map { String($0.split(separator: "/").last ?? "") }.joined(separator: " and ")
  }
}
