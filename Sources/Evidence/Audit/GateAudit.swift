/// Recomputes what gates did, from what is recorded.
public enum GateAudit {
  /// What comes of a replay.
  public struct Replay: Sendable {
    /// The gate as the observations lead to it; nil if it could not have been created.
    public var gate: Gate?
    /// What does not follow, in the order of rows; empty for an honest history.
    public var discrepancies: [Discrepancy]
  }

  /// Recomputes a complete history from its recorded observations.
  public static func replay(_ history: GateHistory) -> Replay {
    var gate: Gate
    do {
      gate = try Gate(key: history.key, rules: history.rules, permission: history.permission)
    } catch {
      return Replay(gate: nil, discrepancies: [Discrepancy(.gate, "gate \(history.key.id)", error.message)])
    }
    var found: [Discrepancy] = []
    var units: [String: Int] = [:]
    var expected = 1
    for record in history.records {
      let place = "row \(record.sequence)"
      if record.sequence != expected {
        found.append(Discrepancy(.sequence, place, "row \(expected) should be here; rows are missing, double or moved"))
      }
      expected = record.sequence < Int.max ? record.sequence + 1 : 1
      if let unit = record.unit, record.event.isPaired {
        if let first = units[unit] {
          found.append(
            Discrepancy(.duplicateUnit, place, "'\(unit)' was counted in row \(first) already; a unit counts once"))
        } else {
          units[unit] = record.sequence
        }
      }
      let outcome = gate.apply(record.event, atMilliseconds: record.atMilliseconds)
      if let refusal = outcome.refusal {
        found.append(Discrepancy(.refusedEvent, place, refusal.description))
      }
      found += compare(record.transition, with: outcome.transition, at: place)
    }
    if let state = history.state, state != gate.state {
      found.append(
        Discrepancy(
          .state, "gate \(history.key.id)", "recorded as '\(state)', but the history leads to '\(gate.state)'"))
    }
    return Replay(gate: gate, discrepancies: found)
  }

  private static func compare(
    _ recorded: GateTransition?, with computed: GateTransition?, at place: String
  ) -> [Discrepancy] {
    switch (recorded, computed) {
    case (nil, nil): return []
    case (let recorded?, nil):
      return [
        Discrepancy(
          .forgedTransition, place,
          "recorded a change from '\(recorded.from)' to '\(recorded.to)' that the observations do not lead to")
      ]
    case (nil, let computed?):
      return [
        Discrepancy(
          .missingTransition, place,
          "the observations lead from '\(computed.from)' to '\(computed.to)', which is not recorded")
      ]
    case (let recorded?, let computed?):
      var found: [Discrepancy] = []
      if (recorded.gate, recorded.number, recorded.from, recorded.to, recorded.cause)
        != (computed.gate, computed.number, computed.from, computed.to, computed.cause)
      {
        found.append(
          Discrepancy(
            .forgedTransition, place,
            "recorded transition \(recorded.number) of \(recorded.gate) from '\(recorded.from)' to '\(recorded.to)', but "
              + "the observations lead to transition \(computed.number) of \(computed.gate) from '\(computed.from)' to "
              + "'\(computed.to)'"))
      }
      return found + recorded.basis.differences(from: computed.basis, at: place)
    }
  }
}

extension GateEvent {
  /// Whether it counts a pair of answers to one unit.
  var isPaired: Bool {
    switch self {
    case .pair, .audit: true
    default: false
    }
  }
}
