/// Two lines with one slope through the records of both sides (D4), by least squares.
public struct ParallelLines: Hashable, Sendable {
  /// Months by which the followers' line lies later.
  public var months: Double
  /// How fast both sides rise, in points a month.
  public var pointsPerMonth: Double
  /// How many records the lines go through.
  public var records: Int

  /// nil without records in the window on both sides, or when capability does not rise.
  init?(_ frontier: Frontier) {
    let sides = [frontier.leaders, frontier.followers].map { records in
      records.filter { frontier.window.contains($0.day) }
        .map { (time: $0.day.months(since: frontier.window.lowerBound), points: $0.points) }
    }
    guard sides.allSatisfy({ !$0.isEmpty }) else { return nil }
    var squares = 0.0
    var products = 0.0
    // Each side's own mean is taken out; what is left is one line through both.
    let means = sides.map { side in
      let time = side.reduce(0) { $0 + $1.time } / Double(side.count)
      let points = side.reduce(0) { $0 + $1.points } / Double(side.count)
      for row in side {
        squares += (row.time - time) * (row.time - time)
        products += (row.time - time) * (row.points - points)
      }
      return (time: time, points: points)
    }
    guard squares > 0, products > 0 else { return nil }
    pointsPerMonth = products / squares
    months = means[1].time - means[0].time + (means[0].points - means[1].points) / pointsPerMonth
    records = sides[0].count + sides[1].count
  }
}

extension Frontier {
  /// The parallel lines through both sides' records in the window; nil where there are none.
  public var parallelLines: ParallelLines? { ParallelLines(self) }
}
