internal import Catalog
internal import Policy

extension AuditAccumulator {
  private static let magic = "steelyard-audit-1"

  /// The sums as bytes, for stopping and resuming.
  public func saved() -> [UInt8] {
    var writer = ByteWriter()
    writer.add(Self.magic)
    writer.add(scheme.fingerprint)
    for number in [rows, aggregatedRows, isCoarse ? 1 : 0, unusable.count, unusable.places.count] { writer.add(number) }
    for place in unusable.places {
      writer.add(place.file)
      writer.add(place.row)
    }
    for table in tables {
      writer.add(table.texts.count)
      for text in table.texts { writer.add(text) }
    }
    writer.add(origins.count)
    for origin in origins {
      for number in [origin.model, origin.provider, origin.key, origin.team, origin.label, origin.region] {
        writer.add(Int(number))
      }
      writer.add(origin.work.useCase)
      writer.add(Int(origin.work.source.number))
      writer.add(origin.work.dataClass ?? "")
    }
    writer.add(cells.count)
    for cell in cells { for number in cell.numbers { writer.add(number) } }
    writer.addChecksum()
    return writer.bytes
  }

  /// Sums that were saved under the same scheme.
  public init(_ scheme: AuditScheme, saved bytes: [UInt8]) throws(SavedStateError) {
    var reader = try ByteReader(checked: bytes)
    guard try reader.text() == Self.magic else { throw .damaged("not saved sums") }
    let fingerprint = try reader.text()
    guard fingerprint == scheme.fingerprint else { throw .otherSettings(saved: fingerprint, now: scheme.fingerprint) }
    self.init(scheme)
    rows = try reader.int()
    aggregatedRows = try reader.int()
    let wasCoarse = try reader.int() != 0
    unusable.count = try reader.int()
    for _ in 0..<(try reader.int(0..<(UnusableRows.listed + 1), "places")) {
      unusable.places.append(UnusableRows.Place(file: try reader.text(), row: try reader.int()))
    }
    let limit = max(scheme.limits.namesPerField, 2) + 1
    for field in tables.indices {
      let count = try reader.int(2..<limit, "names")
      for number in 0..<count where tables[field].number(of: try reader.text()) != Int32(number) {
        throw .damaged("names")
      }
    }
    try readOrigins(&reader)
    for _ in 0..<(try reader.int(0..<Int(Int32.max), "sums")) {
      let cell = try Cell(&reader)
      guard cell.key.origin >= 0, Int(cell.key.origin) < origins.count,
        Int(cell.key.useCase) < scheme.policy.policy.useCases.count
      else { throw .damaged("sums") }
      let number = cellNumber(cell.key, at: cell.first, priced: cell.priced)
      cells[number].add(cell)
    }
    guard reader.isAtEnd else { throw .damaged("more than was saved") }
    isCoarse = wasCoarse
  }

  private mutating func readOrigins(_ reader: inout ByteReader) throws(SavedStateError) {
    for _ in 0..<(try reader.int(0..<Int(Int32.max), "names")) {
      var numbers: [Int32] = []
      for table in tables { numbers.append(Int32(try reader.int(0..<table.texts.count, "names"))) }
      let useCase = try reader.int(0..<scheme.policy.policy.useCases.count, "use case")
      let source = WorkSource(number: Int16(truncatingIfNeeded: try reader.int(-1..<30_000, "rule")))
      let dataClass = try reader.text()
      let work = WorkFinder.Found(
        useCase: useCase, source: source, dataClass: dataClass.isEmpty ? nil : dataClass)
      _ = number(
        of: CallOrigin(
          model: numbers[0], provider: numbers[1], key: numbers[2], team: numbers[3], label: numbers[4],
          region: numbers[5], work: work))
    }
  }
}

extension Cell {
  fileprivate var numbers: [Int] {
    [
      Int(key.origin), Int(key.segment), Int(key.size), Int(key.useCase), Int(key.stakes), Int(key.tier),
      Int(key.flags.rawValue), Int(truncatingIfNeeded: priced.milliseconds),
      Int(truncatingIfNeeded: first.milliseconds), Int(truncatingIfNeeded: last.milliseconds),
      longestPrompt, longestAnswer, sums.rows, sums.requests, sums.rowsWithoutList, sums.rowsLogged, sums.rowsWithBoth,
    ] + TokenKind.allCases.map { sums.usage[$0] }
      + [sums.list, sums.logged, sums.listWhereLogged, sums.loggedWhereListed].map {
        Int(truncatingIfNeeded: $0.amount)
      }
  }

  fileprivate init(_ reader: inout ByteReader) throws(SavedStateError) {
    let n = try reader.ints(27)
    guard let origin = Int32(exactly: n[0]), let segment = Int32(exactly: n[1]), segment >= 0,
      let size = UInt16(exactly: n[2]), let useCase = UInt16(exactly: n[3]), let stakes = UInt8(exactly: n[4]),
      let tier = UInt8(exactly: n[5]), let flags = UInt8(exactly: n[6]), n[10...22].allSatisfy({ $0 >= 0 })
    else { throw .damaged("sum") }
    func instant(_ place: Int) -> Timestamp { Timestamp(milliseconds: Int64(n[place])) }
    func amount(_ place: Int) -> NanoDollars { NanoDollars(Int64(n[place])) }
    self.init(
      key: CellKey(
        origin: origin, segment: segment, size: size, useCase: useCase, stakes: stakes, tier: tier,
        flags: CellKey.Flags(rawValue: flags)),
      priced: instant(7), first: instant(8), last: instant(9))
    longestPrompt = n[10]
    longestAnswer = n[11]
    sums.rows = n[12]
    sums.requests = n[13]
    sums.rowsWithoutList = n[14]
    sums.rowsLogged = n[15]
    sums.rowsWithBoth = n[16]
    sums.usage = TokenUsage(
      input: n[17], cacheRead: n[18], cacheWriteShort: n[19], cacheWriteLong: n[20], output: n[21], reasoning: n[22])
    sums.list = amount(23)
    sums.logged = amount(24)
    sums.listWhereLogged = amount(25)
    sums.loggedWhereListed = amount(26)
  }
}
