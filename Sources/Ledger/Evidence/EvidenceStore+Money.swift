public import Catalog
internal import GRDB

/// What calls that no caller sees have cost on a day in UTC, and what is set aside for those under way.
public struct ShadowDay: Hashable, Sendable {
  /// Days since 1970.
  public var day: Int
  public var spent = NanoDollars.zero
  public var held = NanoDollars.zero
}

/// Money that is set aside for such calls until it is known what they cost.
public struct ShadowHold: Hashable, Sendable {
  let day: Int
  public let amount: NanoDollars
}

extension EvidenceStore {
  /// Sets money aside unless it would take the day, with all that is spent and held by whatever process, above `cap`.
  ///
  /// What a process that was killed had set aside counts until its day is over: nobody knows what those calls cost.
  public func hold(_ amount: NanoDollars, cap: NanoDollars?, at now: Timestamp) throws -> (ShadowHold?, ShadowDay) {
    try changing(day: now.day) { day in
      if let cap, day.spent + day.held + amount > cap { return nil }
      day.held += amount
      return ShadowHold(day: day.day, amount: amount)
    }
  }

  /// Turns what was set aside into what the calls cost, on the day on which it was set aside.
  public func settle(_ hold: ShadowHold, cost: NanoDollars) throws -> ShadowDay {
    try changing(day: hold.day) { day in
      day.held = max(.zero, day.held - hold.amount)
      day.spent += cost
    }.1
  }

  // Writing transactions of all processes come one after the other, and each sees what the others wrote.
  private func changing<Result>(day number: Int, _ change: (inout ShadowDay) -> Result) throws -> (Result, ShadowDay) {
    try database.write { db in
      var day = ShadowDay(day: number)
      if let row = try Row.fetchOne(db, sql: "SELECT * FROM shadow_days WHERE day = ?", arguments: [number]) {
        day.spent = NanoDollars(row["spent_nano"])
        day.held = NanoDollars(row["held_nano"])
      }
      let result = change(&day)
      try db.execute(
        sql: "INSERT OR REPLACE INTO shadow_days (day, spent_nano, held_nano) VALUES (?, ?, ?)",
        arguments: [number, day.spent.amount, day.held.amount])
      return (result, day)
    }
  }
}
