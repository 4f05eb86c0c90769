extension AuditAccumulator {
  /// Takes what another worker summed under the same scheme; the order in which workers are merged does not change a
  /// report, as long as no limit was reached.
  public mutating func merge(_ other: AuditAccumulator) throws(SavedStateError) {
    guard other.scheme.fingerprint == scheme.fingerprint else {
      throw .otherSettings(saved: other.scheme.fingerprint, now: scheme.fingerprint)
    }
    rows += other.rows
    aggregatedRows += other.aggregatedRows
    isCoarse = isCoarse || other.isCoarse
    unusable.add(other.unusable)
    let numbers = other.origins.map { origin in
      var own = origin
      own.model = tables[0].number(of: other.tables[0].text(origin.model))
      own.provider = tables[1].number(of: other.tables[1].text(origin.provider))
      own.key = tables[2].number(of: other.tables[2].text(origin.key))
      own.team = tables[3].number(of: other.tables[3].text(origin.team))
      own.label = tables[4].number(of: other.tables[4].text(origin.label))
      own.region = tables[5].number(of: other.tables[5].text(origin.region))
      return number(of: own)
    }
    for cell in other.cells {
      var key = cell.key
      key.origin = numbers[Int(key.origin)]
      let number = cellNumber(key, at: cell.first, priced: cell.priced)
      cells[number].add(cell)
    }
  }
}
