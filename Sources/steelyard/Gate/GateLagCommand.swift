import ArgumentParser
import Catalog
import Evidence
import Frontier
import Gateway
import Ledger

/// `steelyard gate lag`: how long open models needed to earn a place on one's own traffic.
struct GateLagCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lag",
    abstract: "Shows the months from a closed version's release until an open challenger had earned its place here.",
    discussion: """
      Counted are gates with a closed incumbent and an open challenger: from the release of the incumbent's version, as the \
      catalogue has it, to the first promotion by evidence of any challenger in the same use case. Versions that none has \
      reached wait, and count as long as they have waited (Kaplan and Meier 1958). An owner's order is no evidence.
      """)

  @OptionGroup var options: GateOptions
  @Option(help: ArgumentHelp("Results that 'frontier import' wrote, instead of the usual ones.", valueName: "file"))
  var results: String?
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func run() async throws {
    let (register, snapshot) = try await options.register()
    let today = Timestamp.present
    var gates: [OwnLagGate] = []
    var arrivals: [String: Int] = [:]
    var faults: [String] = []
    for entry in register.entries where entry.row != nil {
      let key = entry.terms.key
      do {
        gates.append(try Self.gate(entry, register: register, catalog: snapshot.catalog))
      } catch let fault as GateFault {
        faults.append("'\(entry.terms.name)' is left out, as its records are not believed: \(fault.message).")
      }
      if let released = Timestamp(String(key.incumbentVersion.prefix(10))) {
        arrivals["\(key.incumbent) \(key.incumbentVersion)"] = released.day
      }
    }
    let (cases, unknown) = OwnLagCase.cases(from: gates, arrivals: arrivals)
    let own = OwnLag.table(cases, asOfDay: today.day)
    let (results, place) = try FrontierFiles.results(results)
    let publicLag = PublicLags(results, try FrontierFiles.categories(), seed: LagStudy.seed)
      .lag(on: nil, .openBehindClosed)
    faults += unknown.map { "\($0) is left out: the catalogue does not say when it was released." }
    let report = CommandReport(
      title: "How long open models needed to earn a place here", lead: Self.lead(own, gates),
      sections: [
        lags(own, publicLag, notes: faults), versions(cases, asOf: today),
      ],
      footer: [
        "Own traffic: \(try options.ledger.path()), as of \(today.dayText). Public benchmarks: \(place), newest model "
          + "\(results.provenance.newest). \(results.provenance.attribution)"
      ])
    print(report.text(format), terminator: "")
  }

  private static func lead(_ own: [OwnLag], _ gates: [OwnLagGate]) -> String {
    guard let all = own.first else {
      return gates.isEmpty
        ? "No gate has begun yet, so there is no lag of one's own to show."
        : "No gate has a closed incumbent of known release and an open challenger."
    }
    return
      "Over all use cases: \(months(all)) months; \(GateText.count(all.reached, "closed version")) \(all.reached == 1 ? "was" : "were") reached, "
      + "and \(all.pending) wait."
  }

  private static func gate(
    _ entry: GateRegister.Entry, register: GateRegister, catalog: Catalog
  ) throws -> OwnLagGate {
    let key = entry.terms.key
    func weights(_ name: String) -> Weights? {
      let model = catalog.model(named: name)?.id ?? catalog.offerNumber(name).map { catalog.offers[$0].model }
      return model.flatMap { catalog.model($0)?.weights }
    }
    let rows = try register.store?.events(of: entry.terms.id) ?? []
    let trail = try GateTrail(entry.terms, rows: rows)
    return OwnLagGate(
      key: key, isOpenAgainstClosed: weights(key.incumbent) == .closed && weights(key.challenger) == .open,
      promotedDay: trail.promotions.first?.row.at.day)
  }

  private static func months(_ lag: OwnLag) -> String {
    let sign = lag.isLowerBound ? "≥ " : ""
    return sign + LagText.one(lag.months) + (lag.interval.map { " (\(LagText.range($0)))" } ?? "")
  }

  private func lags(_ own: [OwnLag], _ other: WorkLag?, notes: [String]) -> CommandReport.Section {
    var table = TextTable([
      .init("whose"), .init("use case"), .init("months, median (90 %)", .right), .init("reached", .right),
      .init("wait", .right),
    ])
    for lag in own {
      table.add(["own traffic", lag.useCase ?? "all", Self.months(lag), "\(lag.reached)", "\(lag.pending)"])
    }
    if let other {
      table.add([
        "public benchmarks", "all kinds of work",
        LagText.one(other.months) + (other.interval.map { " (\(LagText.range($0)))" } ?? ""), "\(other.reached)",
        "\(other.pending)",
      ])
    }
    return .init(
      heading: "Lags", key: "lags", tables: [table],
      notes: notes + [
        "The two answer different questions: the public one counts score thresholds that open models reached after closed "
          + "ones, one's own counts closed versions that an open challenger was shown not to be worse than, which also "
          + "takes the time that gathering takes."
      ])
  }

  private func versions(_ cases: [OwnLagCase], asOf: Timestamp) -> CommandReport.Section {
    var table = TextTable([
      .init("use case"), .init("closed version"), .init("released"), .init("reached"), .init("months", .right),
    ])
    for entry in cases {
      let end = entry.reachedDay ?? asOf.day
      let months = Double(max(0, end - entry.arrivedDay)) / (365.25 / 12)
      table.add([
        entry.useCase, entry.closed, day(entry.arrivedDay), entry.reachedDay.map { day($0) } ?? "waits",
        (entry.reachedDay == nil ? "≥ " : "") + LagText.one(months),
      ])
    }
    return .init(heading: "Closed versions", key: "versions", tables: cases.isEmpty ? [] : [table])
  }

  private func day(_ number: Int) -> String { Timestamp(milliseconds: Int64(number) * 86_400_000).dayText }
}
