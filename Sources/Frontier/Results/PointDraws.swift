/// Draws of points in hundredths, which is far below their error and small enough to ship.
public struct PointDraws: Hashable, Sendable {
  /// How many models a draw has.
  public let models: Int
  /// Hundredths of a point, draw after draw.
  let hundredths: [Int16]

  /// How many draws there are.
  public var count: Int { models == 0 ? 0 : hundredths.count / models }

  /// No draws.
  public static func none(models: Int) -> PointDraws { PointDraws(models: models, hundredths: []) }

  init(models: Int, hundredths: [Int16]) {
    self.models = models
    self.hundredths = hundredths
  }

  /// Rounds points to hundredths. Points beyond ±327 are far outside any frontier and are held at that bound.
  public init(_ rows: [[Double]], models: Int) {
    self.models = models
    hundredths = rows.flatMap { row in
      (0..<models).map { model -> Int16 in
        guard model < row.count, row[model].isFinite else { return Self.unknown }
        return Int16(max(-32_767, min(32_767, (row[model] * 100).rounded())))
      }
    }
  }

  /// Stands for a draw that says nothing of a model.
  private static let unknown = Int16.min

  /// The draws as points; not a number where a draw says nothing of a model.
  public var rows: [[Double]] {
    (0..<count).map { draw in
      hundredths[draw * models..<(draw + 1) * models].map { $0 == Self.unknown ? .nan : Double($0) / 100 }
    }
  }
}
