/// Reads claims from a table of our own, one a row.
public enum ClaimTable {
  /// The first mistake is thrown with its row: a claim that was read wrongly would be judged wrongly.
  public static func read(_ table: CSVTable) throws(CSVTable.Malformed) -> [Claim] {
    if let first = table.excluded.first {
      throw .init(file: table.file, row: first.row, column: first.column, problem: first.problem)
    }
    var columns: [String: Int] = [:]
    for name in names { columns[name] = try table.column(name) }
    var seen: Set<String> = []
    var claims: [Claim] = []
    for row in table.rows {
      func cell(_ name: String) -> String { columns[name].map { row.cells[$0] } ?? "" }
      func malformed(_ column: String, _ problem: String) -> CSVTable.Malformed {
        .init(file: table.file, row: row.line, column: column, problem: problem)
      }
      func number(_ name: String) throws(CSVTable.Malformed) -> Double? {
        guard !cell(name).isEmpty else { return nil }
        guard let value = Double(cell(name)), value.isFinite else {
          throw malformed(name, "'\(cell(name))' is not a number")
        }
        return value
      }
      func one<Value: RawRepresentable & CaseIterable>(
        _ name: String, of: Value.Type
      ) throws(CSVTable.Malformed) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: cell(name)) else {
          let allowed = Value.allCases.map(\.rawValue).joined(separator: ", ")
          throw malformed(name, "'\(cell(name))' is none of \(allowed)")
        }
        return value
      }
      guard seen.insert(cell("id")).inserted, !cell("id").isEmpty else {
        throw malformed("id", "'\(cell("id"))' is empty or stands here twice")
      }
      guard let published = Day(cell("published")) else {
        throw malformed("published", "'\(cell("published"))' is not a day like 2026-11-24")
      }
      guard let value = try number("value") else { throw malformed("value", "is empty") }
      let low = try number("low")
      let high = try number("high")
      var interval: ClosedRange<Double>?
      if let low, let high {
        guard low <= high else { throw malformed("low", "\(low) is above \(high)") }
        interval = low...high
      }
      var recipe: ClaimRecipe?
      if !cell("recipe").isEmpty {
        do { recipe = try ClaimRecipe(cell("recipe")) } catch { throw malformed("recipe", error.problem) }
      }
      let kind = try one("kind", of: Claim.Kind.self)
      guard recipe == nil || kind == .measurement else {
        throw malformed("recipe", "only a measurement can be measured")
      }
      claims.append(
        Claim(
          id: cell("id"), published: published, source: cell("source"), address: cell("address"), seen: cell("seen"),
          kind: kind, statement: cell("statement"), value: value, interval: interval,
          unit: try one("unit", of: Claim.Unit.self), tolerance: try number("tolerance"), recipe: recipe,
          note: cell("note")))
    }
    return claims
  }

  private static let names = [
    "id", "published", "source", "address", "seen", "kind", "statement", "value", "low", "high", "unit", "tolerance",
    "recipe", "note",
  ]
}
