internal import Learning

extension EvidenceStudy {
  /// The tables as a page; without times and machine names, so that the same options make the same page.
  public var markdown: String {
    """
    # Evidence: do the promises hold?

    Seeded simulations of our own (seed \(options.seed), \(options.runs) runs a cell for type-I errors), made by one \
    command. Shares are given with the 95 % interval of the simulation (Wilson). "Reference" is our earlier numpy \
    simulation with other seeds (November 2026). Differences and margins are in points: +1 means that the challenger \
    wins every pair, −1 that it loses every pair. Promises that were not kept: \
    \(broken.isEmpty ? "none" : broken.joined(separator: "; ")).

    \(typeOneTable)

    \(powerTable)

    \(conditionTable)

    \(demoteTables)

    \(cascadeTable)

    \(offPolicyTable)

    \(gateTable)
    """
  }

  private func table(_ title: String, _ head: [String], _ rows: [[String]]) -> String {
    "## \(title)\n\n| \(head.joined(separator: " | ")) |\n|\(head.map { _ in "---" }.joined(separator: "|"))|\n"
      + rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  private func shown(_ share: Proportion) -> String {
    "\(share.share.shown(3)) (\(share.interval.lowerBound.shown(3))–\(share.interval.upperBound.shown(3)))"
  }

  private var typeOneTable: String {
    table(
      "Promotions of a challenger exactly at the margin, looked at after every pair up to the \(typeOne.first?.horizon ?? 0)th",
      ["margin", "ties", "α = 0.05", "α = 0.01", "z test of 5 % after every pair"],
      typeOne.map {
        [$0.margin.shown(2), $0.tieRate.shown(2), shown($0.at05), shown($0.at01), shown($0.naive)]
      })
  }

  private var powerTable: String {
    table(
      "Pairs to a decision at 5 % (runs without one counted at the limit)",
      [
        "margin", "ties", "truth", "decision", "limit", "mean ± s.e.", "median", "90 of 100", "decided", "mean at 1 %",
        "reference mean",
      ],
      power.map {
        [
          $0.margin.shown(2), $0.tieRate.shown(2), $0.mean.shown(3), $0.decision.rawValue, "\($0.horizon)",
          "\($0.pairs.shown(0)) ± \($0.standardError.shown(0))", $0.median?.shown(0) ?? "–", $0.q90?.shown(0) ?? "–",
          shown($0.power), $0.pairsAt01?.shown(0) ?? "–", $0.expected.shown(0),
        ]
      })
  }

  private var conditionTable: String {
    table(
      "Conditions of the test: broken and met (margin 0.05, ties 0.5, challenger at the margin unless said otherwise)",
      ["condition", "promoted", "bound", "reference", "limit", "mean pairs"],
      conditions.map {
        [
          $0.condition, shown($0.promoted), $0.bound?.shown(2) ?? "–", $0.expected?.shown(3) ?? "–", "\($0.horizon)",
          $0.pairs.shown(0),
        ]
      })
  }

  private var demoteTables: String {
    table(
      "Drift after 500 good audits: audits to the alarm (A = 10 000)",
      [
        "margin", "ties", "truth after", "mean ± s.e.", "90 of 100", "reference mean", "reference 90", "found",
        "false before",
      ],
      demote.map {
        [
          $0.margin.shown(2), $0.tieRate.shown(2), $0.after.shown(2),
          "\($0.delay.shown(0)) ± \($0.standardError.shown(0))", $0.q90.shown(0), $0.expected.shown(0),
          $0.expectedQ90.shown(0), shown($0.found), shown($0.falseBefore),
        ]
      }) + "\n\n"
      + table(
        "False alarms without drift (A = 10 000)",
        ["margin", "ties", "truth", "audits", "alarmed", "mean audits to an alarm, counted at the limit"],
        falseAlarms.map {
          [
            $0.margin.shown(2), $0.tieRate.shown(2), $0.mean.shown(2), "\($0.horizon)", shown($0.alarmed),
            $0.runLength.shown(0),
          ]
        })
  }

  private var cascadeTable: String {
    table(
      "Cascades: calibrations whose true risk exceeds the bound (promise: 0.05), and share escalated",
      [
        "risk", "cases", "exact: broken", "escalated", "anytime: broken", "escalated", "conformal: broken", "escalated",
        "oracle escalates",
      ],
      cascade.map {
        [
          $0.risk.shown(2), "\($0.cases)", shown($0.exact.broken), $0.exact.escalated.shown(2),
          shown($0.anytime.broken), $0.anytime.escalated.shown(2), shown($0.conformal.broken),
          $0.conformal.escalated.shown(2), $0.oracle.shown(2),
        ]
      })
  }

  private var offPolicyTable: String {
    table(
      "Another policy's reward from logs (truth 0.8, 95 % intervals valid at all times)",
      ["choices", "interval", "mean width", "truth always inside", "deviations of points"],
      offPolicy.flatMap { cell in
        cell.methods.map { method in
          [
            "\(cell.choices)", method.name, method.width.shown(3), shown(method.covered),
            cell.deviations.map { "\($0.name) \($0.deviation.shown(4))" }.joined(separator: ", "),
          ]
        }
      })
  }

  private var gateTable: String {
    guard let gates else { return "" }
    return table(
      "Whole gates at the defaults for routine work (margin 0.05, α 0.05 over all rounds, ties 0.5)",
      ["what", "found"],
      [
        ["equal challengers that opened within 8000 pairs", shown(gates.equal)],
        ["their mean pairs to opening", gates.pairs.shown(0)],
        ["challengers worse by twice the margin that opened", shown(gates.worse)],
        ["and that were proved worse", shown(gates.provedWorse)],
        [
          "good for 600 pairs, then worse by three times the margin, not open by then: opened later", shown(gates.late),
        ],
        ["open, then worse by three times the margin: closed", shown(gates.drifted)],
        ["after a mean of so many audits", gates.delay.shown(0)],
        ["replays of all histories led to the same transitions", gates.replaysAgree ? "yes" : "no"],
      ])
  }
}
