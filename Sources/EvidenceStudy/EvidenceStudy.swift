internal import Learning

/// All tables that show whether the methods keep their promises, from seeded simulations.
public struct EvidenceStudy: Sendable {
  public var options: StudyOptions
  public var typeOne: [TypeOneCell] = []
  public var power: [PowerCell] = []
  public var conditions: [ConditionRow] = []
  public var demote: [DemoteCell] = []
  public var falseAlarms: [FalseAlarmCell] = []
  public var cascade: [CascadeCell] = []
  public var offPolicy: [OffPolicyCell] = []
  public var gates: GateStudyResult?

  /// Simulates all of it; the same options have the same results, whatever the number of workers.
  public init(_ options: StudyOptions, progress: @Sendable (StudyProgress) -> Void = { _ in }) async throws {
    self.options = options
    let conditions = try ConditionStudy.conditions()
    let total =
      TypeOneStudy.cells.count + PowerStudy.cases.count + conditions.count + DemoteStudy.cases.count
      + DemoteStudy.falseAlarms.count + CascadeStudy.cells.count + OffPolicyStudy.sizes.count + 1
    var done = 0
    func finish(_ table: String) {
      done += 1
      progress(StudyProgress(table: table, done: done, of: total))
    }
    for index in TypeOneStudy.cells.indices {
      typeOne.append(try await TypeOneStudy.cell(index, options))
      finish("type-I error")
    }
    for index in PowerStudy.cases.indices {
      power.append(try await PowerStudy.cell(index, options))
      finish("power")
    }
    for (index, condition) in conditions.enumerated() {
      self.conditions.append(try await ConditionStudy.row(condition, index, options))
      finish("conditions")
    }
    for index in DemoteStudy.cases.indices {
      demote.append(try await DemoteStudy.cell(index, options))
      finish("drift")
    }
    for index in DemoteStudy.falseAlarms.indices {
      falseAlarms.append(try await DemoteStudy.falseAlarm(index, options))
      finish("false alarms")
    }
    for index in CascadeStudy.cells.indices {
      cascade.append(try await CascadeStudy.cell(index, options))
      finish("cascades")
    }
    for index in OffPolicyStudy.sizes.indices {
      offPolicy.append(try await OffPolicyStudy.cell(index, options))
      finish("off-policy")
    }
    gates = try await GateStudy.result(options)
    finish("gates")
  }

  /// Promises that were not kept, in a sentence each; empty if all were.
  public var broken: [String] {
    var found: [String] = []
    for cell in typeOne {
      for (alpha, share) in [(0.05, cell.at05), (0.01, cell.at01)] where share.interval.lowerBound > alpha {
        found.append("type-I error \(share.share) > \(alpha) at margin \(cell.margin), ties \(cell.tieRate)")
      }
    }
    for cell in power where !cell.holds {
      found.append(
        "\(cell.pairs) pairs > 1.1 · \(cell.expected) at margin \(cell.margin), ties \(cell.tieRate), mean \(cell.mean)"
      )
    }
    for row in conditions where !row.holds { found.append("\(row.condition): \(row.promoted.share)") }
    for cell in demote where !cell.holds {
      found.append("delay \(cell.delay) > 1.2 · \(cell.expected) at margin \(cell.margin), ties \(cell.tieRate)")
    }
    for cell in cascade {
      for method in [cell.exact, cell.anytime] where method.broken.interval.lowerBound > 0.05 {
        found.append("a cascade broke its bound in \(method.broken.share) of calibrations with \(cell.cases) cases")
      }
    }
    for cell in offPolicy {
      for method in cell.methods where method.covered.interval.upperBound < 0.95 {
        found.append("\(method.name): the truth was inside in only \(method.covered.share) of runs")
      }
    }
    if let gates {
      if gates.worse.interval.lowerBound > 0.05 {
        found.append("gates opened for \(gates.worse.share) worse challengers")
      }
      if !gates.replaysAgree { found.append("a replay of a gate's history led elsewhere") }
    }
    return found
  }
}
