/// Reads ratings from comparisons of pairs, such as arenas publish: one row for each model and snapshot.
///
/// Columns are `model,rating,rating_low,rating_high,snapshot,released,organisation,country,weights`. An interval may also
/// stand in one column as `+5/-4`, and a licence in place of `weights`.
public enum RatingImport {
  static let ratingNames = ["rating", "elo", "Elo", "arena_score", "Arena Score", "elo_rating"]
  static let snapshotNames = ["snapshot", "snapshot_date", "leaderboard_date", "last_updated"]
  /// Ratings beyond are slips.
  static let bounds = -10_000.0...10_000.0

  /// Reads a table. Rows that cannot be used are left out and listed; a table without the columns is an error.
  public static func read(_ table: CSVTable, today: Day) throws(CSVTable.Malformed) -> RatingData {
    let columns = try Columns(table)
    var facts = FactCollection(excluded: table.excluded)
    var ratings: [Rating] = []
    var seen: [Key: Int] = [:]
    for row in table.rows {
      func place(_ column: Int) -> FactCollection.Place {
        .init(file: table.file, row: row.line, column: table.columns[column])
      }
      let cells = row.cells
      let name = cells[columns.model]
      guard !name.isEmpty else {
        facts.leave(.emptyName, place(columns.model), "is empty")
        continue
      }
      guard let snapshot = facts.day(cells[columns.snapshot], place(columns.snapshot), today: today) else { continue }
      guard let number = CellNumber(cells[columns.rating]), !number.isPercent else {
        facts.leave(.notANumber, place(columns.rating), "'\(cells[columns.rating].prefix(40))' is not a rating")
        continue
      }
      guard bounds.contains(number.value) else {
        facts.leave(.outOfRange, place(columns.rating), "\(number.value) is no rating on Elo's scale")
        continue
      }
      let key = Key(model: name, snapshot: snapshot)
      if let first = seen[key] {
        facts.leave(
          .duplicate, place(columns.model), "'\(name)' has a rating of \(snapshot) in row \(first) already; that counts"
        )
        continue
      }
      var released = snapshot
      if let column = columns.released, !cells[column].isEmpty {
        guard let day = facts.day(cells[column], place(column), today: today) else { continue }
        released = day
      }
      let interval: ClosedRange<Double>?
      do {
        interval = try columns.interval(cells, around: number.value)
      } catch {
        facts.leave(.outOfRange, place(error.column), error.problem)
        continue
      }
      seen[key] = row.line
      let model = FrontierModel(
        name: name, released: released, organisation: columns.organisation.map { cells[$0] } ?? "",
        country: columns.country.map { CountryName.usual(cells[$0]) } ?? "",
        weights: columns.weights(cells) { facts.leave(.unknownWeights, place($0), $1) })
      facts.addEarliest(model, place(columns.weights ?? columns.licence ?? columns.model))
      ratings.append(Rating(model: model, snapshot: snapshot, points: number.value, interval: interval))
    }
    for index in ratings.indices {
      if let known = facts.facts[ratings[index].model.name] { ratings[index].model = known }
    }
    return RatingData(ratings: ratings, excluded: facts.excluded.sorted { $0.row < $1.row })
  }

  private struct Key: Hashable {
    var model: String
    var snapshot: Day
  }
}
