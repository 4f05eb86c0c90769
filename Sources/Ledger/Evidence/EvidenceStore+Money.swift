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
  /// What is spent and held on the day of an instant.
  public func shadowDay(at now: Timestamp) throws -> ShadowDay {
    try database.read { db in try Self.day(now.day, db) }
  }

  /// Sets money aside unless it would take the day, with all that is spent and held by whatever process, above `cap`.
  ///
  /// What a process that was killed had set aside counts until its day is over: nobody knows what those calls cost.
  public func hold(_ amount: NanoDollars, cap: NanoDollars?, at now: Timestamp) throws -> (ShadowHold?, ShadowDay) {
    try database.write { db in
      var day = try Self.day(now.day, db)
      if let cap, day.spent + day.held + amount > cap { return (nil, day) }
      day.held += amount
      try Self.store(day, db)
      return (ShadowHold(day: day.day, amount: amount), day)
    }
  }

  /// Notes the calls that were made and turns what was set aside into what they cost, as far as known, on the day on
  /// which it was set aside.
  public func settle(_ hold: ShadowHold, calls: [ShadowCall]) throws -> ShadowDay {
    try database.write { db in
      try Self.insert(calls, db)
      var day = try Self.day(hold.day, db)
      day.held = max(.zero, day.held - hold.amount)
      day.spent = calls.reduce(day.spent) { $0 + ($1.cost ?? .zero) }
      try Self.store(day, db)
      return day
    }
  }

  // Writing transactions of all processes come one after the other: what is read in one is still so when it writes.
  private static func day(_ number: Int, _ db: Database) throws -> ShadowDay {
    let statement = try db.cachedStatement(sql: "SELECT spent_nano, held_nano FROM shadow_days WHERE day = ?")
    guard let row = try Row.fetchOne(statement, arguments: [number]) else { return ShadowDay(day: number) }
    return ShadowDay(day: number, spent: NanoDollars(row[0]), held: NanoDollars(row[1]))
  }

  private static func store(_ day: ShadowDay, _ db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO shadow_days (day, spent_nano, held_nano) VALUES (?, ?, ?)")
      .execute(arguments: [day.day, day.spent.amount, day.held.amount])
  }
}
