internal import Catalog

extension FocusTable {
  /// What breaks the rules of FOCUS 1.2 that a table alone can show: columns, nulls, formats, allowed values, and that
  /// unit price times quantity is the cost.
  public func problems() -> [FocusProblem] {
    var found = columnProblems()
    let places = Dictionary(
      columns.enumerated().compactMap { number, name in FocusColumn(rawValue: name).map { ($0, number) } },
      uniquingKeysWith: { first, _ in first })
    for (number, row) in rows.enumerated() {
      guard row.count == columns.count else {
        found.append(
          FocusProblem(row: number + 1, column: "-", rule: "the row has \(row.count) cells, not \(columns.count)"))
        continue
      }
      var check = FocusRowCheck(row: number + 1) { column in places[column].flatMap { row[$0] } }
      for column in places.keys { check.format(column) }
      check.rules(present: Set(places.keys))
      found += check.problems.sorted { ($0.column, $0.rule) < ($1.column, $1.rule) }
    }
    return found
  }

  private func columnProblems() -> [FocusProblem] {
    var found: [FocusProblem] = []
    for column in FocusColumn.mandatory where !columns.contains(column.rawValue) {
      found.append(FocusProblem(row: 0, column: column.rawValue, rule: "a mandatory column is missing"))
    }
    var isCustom = false
    for column in columns {
      if column.hasPrefix("x_") {
        isCustom = true
      } else if isCustom {
        found.append(FocusProblem(row: 0, column: column, rule: "custom columns must come after all others"))
      } else if FocusColumn(rawValue: column) == nil {
        found.append(FocusProblem(row: 0, column: column, rule: "not a FOCUS column; custom ones begin with x_"))
      }
    }
    if Set(columns).count != columns.count {
      found.append(FocusProblem(row: 0, column: "-", rule: "a column is there twice"))
    }
    return found
  }
}

/// Checks one row.
struct FocusRowCheck {
  let row: Int
  private(set) var problems: [FocusProblem] = []
  private let value: (FocusColumn) -> String?

  init(row: Int, _ value: @escaping (FocusColumn) -> String?) {
    self.row = row
    self.value = value
  }

  private mutating func note(_ column: FocusColumn, _ rule: String) {
    problems.append(FocusProblem(row: row, column: column.rawValue, rule: rule))
  }

  /// The form of a value and whether it may be null.
  mutating func format(_ column: FocusColumn) {
    guard let text = value(column) else {
      if FocusColumn.notNull.contains(column) { note(column, "must not be null") }
      return
    }
    if text.allSatisfy({ $0 == " " }) { note(column, "null must be used, not an empty text") }
    switch column.content {
    case .decimal:
      if ExactDecimal(text) == nil { note(column, "not a plain decimal number") }
    case .instant:
      // A FOCUS instant has seconds and ends in Z; the catalogue's reader also takes shorter forms.
      if text.utf8.count != 20 || Timestamp(text) == nil { note(column, "not a time such as 2026-11-23T00:00:00Z") }
    case .json:
      if !text.hasPrefix("{") || !text.hasSuffix("}") { note(column, "not a JSON object") }
    case .text: break
    }
    if let allowed = FocusRules.allowed[column], !allowed.contains(text) {
      note(column, "must be one of \(allowed.joined(separator: ", "))")
    }
  }

  /// What binds columns to one another.
  mutating func rules(present: Set<FocusColumn>) {
    let category = value(.chargeCategory)
    if category == "Usage" || category == "Purchase" {
      for column in [FocusColumn.pricingQuantity, .listUnitPrice, .skuId, .skuPriceId, .pricingCategory]
      where present.contains(column) && value(column) == nil && value(.chargeClass) != "Correction" {
        note(column, "must not be null for a charge for \(category == "Usage" ? "usage" : "a purchase")")
      }
    }
    for (column, depends) in FocusRules.nullTogether where (value(column) == nil) != (value(depends) == nil) {
      if present.contains(column), present.contains(depends) {
        note(column, "must be null exactly when \(depends.rawValue) is")
      }
    }
    if value(.skuPriceId) == nil, value(.skuPriceDetails) != nil {
      note(.skuPriceDetails, "must be null without SkuPriceId")
    }
    if category != "Usage", value(.consumedQuantity) != nil { note(.consumedQuantity, "must be null but for usage") }
    if category == "Purchase", value(.chargeFrequency) == "Usage-Based" {
      note(.chargeFrequency, "must not be Usage-Based for a purchase")
    }
    if let id = value(.resourceId), id == value(.resourceName) { note(.resourceName, "must not repeat ResourceId") }
    product()
    periods()
  }

  private mutating func product() {
    guard let price = value(.listUnitPrice).flatMap({ ExactDecimal($0) }),
      let quantity = value(.pricingQuantity).flatMap({ ExactDecimal($0) }),
      let cost = value(.listCost).flatMap({ ExactDecimal($0) }), value(.chargeClass) != "Correction"
    else { return }
    if price.units < 0 { note(.listUnitPrice, "must not be negative") }
    if price.times(quantity)?.equals(cost) != true { note(.listCost, "must be ListUnitPrice times PricingQuantity") }
  }

  private mutating func periods() {
    for (start, end) in [
      (FocusColumn.chargePeriodStart, FocusColumn.chargePeriodEnd), (.billingPeriodStart, .billingPeriodEnd),
    ] {
      if let first = value(start).flatMap({ Timestamp($0) }), let last = value(end).flatMap({ Timestamp($0) }),
        last <= first
      {
        note(end, "must be after \(start.rawValue)")
      }
    }
  }
}
