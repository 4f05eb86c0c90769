import ArgumentParser
import Frontier

/// `steelyard frontier claims`: public figures beside our estimates of the same.
struct FrontierClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims", abstract: "Holds published figures against our own estimates of the same.",
    discussion: """
      reproduced: ours lies within the stated tolerance. consistent: further off, but within one of the intervals. \
      contradicted: neither. Opinions and unverified figures are shown as such and enter no calculation.
      """)

  @Option(help: ArgumentHelp("Results that 'frontier import' wrote.", valueName: "file")) var results: String?
  @Option(help: "Claims as CSV instead of the built-in ones.") var claims: String?
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func run() throws {
    let (results, place) = try FrontierFiles.results(results)
    let checks = ClaimCheck.all(
      try FrontierFiles.claims(claims), results: results, categories: try FrontierFiles.categories(),
      ratings: try FrontierFiles.ratings().ratings, seed: LagStudy.seed)
    var table = TextTable([
      .init("figure"), .init("published"), .init("says", .right), .init("unit"), .init("ours (90 %)", .right),
      .init("status"),
    ])
    for check in checks {
      let claim = check.claim
      table.add([
        claim.id, claim.published.description, LagText.with(claim.value, claim.interval), claim.unit.rawValue,
        LagText.with(check.estimate, check.interval90), check.status.rawValue,
      ])
    }
    let counts = ClaimCheck.Status.allCases.compactMap { status -> String? in
      let count = checks.count { $0.status == status }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    let remarks = checks.map { check in
      "\(check.claim.id) (\(check.claim.source), \(check.claim.address), \(check.claim.seen)): \(check.claim.statement)."
        + (check.claim.note.isEmpty ? "" : " \(check.claim.note).")
        + (check.problem.isEmpty ? "" : " Could not be measured: \(check.problem).")
    }
    let report = CommandReport(
      title: "Public figures and what our data make of them", lead: "\(counts.joined(separator: ", ")).",
      sections: [.init(heading: "Figures", key: "claims", tables: [table], notes: remarks)], results: results,
      place: place)
    print(report.text(format), terminator: "")
  }
}
