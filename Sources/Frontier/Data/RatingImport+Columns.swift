extension RatingImport {
  /// Where a table of ratings has what.
  struct Columns {
    let model: Int
    let rating: Int
    let snapshot: Int
    let low: Int?
    let high: Int?
    let margin: Int?
    let released: Int?
    let organisation: Int?
    let country: Int?
    let weights: Int?
    let licence: Int?

    init(_ table: CSVTable) throws(CSVTable.Malformed) {
      model = try table.column(anyOf: ["model", "Model"])
      rating = try table.column(anyOf: RatingImport.ratingNames)
      snapshot = try table.column(anyOf: RatingImport.snapshotNames)
      low = try table.optionalColumn(anyOf: ["rating_low", "rating_q025", "elo_low"])
      high = try table.optionalColumn(anyOf: ["rating_high", "rating_q975", "elo_high"])
      margin = try table.optionalColumn(anyOf: ["ci", "95% CI", "ci_95", "margin"])
      released = try table.optionalColumn(anyOf: ["released", "release_date"])
      organisation = try table.optionalColumn(anyOf: ["organisation", "organization", "Organization"])
      country = try table.optionalColumn(anyOf: ["country", "Country"])
      weights = try table.optionalColumn("weights")
      licence = try table.optionalColumn(anyOf: ["licence", "license", "License"])
    }

    /// Why an interval cannot be read.
    struct BadInterval: Error {
      var column: Int
      var problem: String
    }

    /// The interval of a row, from two columns or from one such as `+5/-4` or `±5`.
    func interval(_ cells: CSVTable.Cells, around rating: Double) throws(BadInterval) -> ClosedRange<Double>? {
      if let low, let high, !cells[low].isEmpty || !cells[high].isEmpty {
        guard let bottom = CellNumber(cells[low])?.value else {
          throw BadInterval(column: low, problem: "is no number")
        }
        guard let top = CellNumber(cells[high])?.value else { throw BadInterval(column: high, problem: "is no number") }
        guard bottom <= rating, rating <= top else {
          throw BadInterval(column: low, problem: "\(rating) does not lie between \(bottom) and \(top)")
        }
        return bottom...top
      }
      guard let margin, case let text = cells[margin], !text.isEmpty else { return nil }
      let parts = text.split { "+-±/ \u{2212}".contains($0) }.map { CellNumber(String($0))?.value }
      guard let up = parts.first ?? nil, let down = parts.last ?? nil, parts.count <= 2, up >= 0, down >= 0 else {
        throw BadInterval(column: margin, problem: "'\(text.prefix(40))' is no margin like +5/-4")
      }
      return rating - down...rating + up
    }

    /// Openness, by its own column or by the licence.
    func weights(_ cells: CSVTable.Cells, leave: (Int, String) -> Void) -> FrontierModel.Weights {
      if let weights, case let text = cells[weights], !text.isEmpty {
        if let read = WeightsName.read(text) { return read }
        leave(weights, "'\(text.prefix(40))' says neither open nor closed")
      } else if let licence, case let text = cells[licence], !text.isEmpty {
        if let read = WeightsName.read(licence: text) { return read }
        leave(licence, "'\(text.prefix(40))' is not known as an open or a proprietary licence")
      }
      return .unknown
    }
  }
}
