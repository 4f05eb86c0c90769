import ArgumentParser
import Catalog
import Economics
import Foundation
import Frontier
import Gateway
import Policy

/// `steelyard advise`: what each kind of work should be served by, what that saves, and what would change it.
struct AdviseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advise", abstract: "Works out what each kind of work should be served by, and what that saves.",
    discussion: """
      A workload says what is asked in a month and what an error costs. Every offer that the policy's rules permit is
      priced at the catalogue's dated prices and weighed with its errors; where an error cannot be made good its
      probability is bounded instead. The policy's own class for the work is compared with what comes out, not used.

      Profiles: \(WorkloadFile.profiles.joined(separator: ", ")), or a file of your own; 'advise --print enterprise'
      shows one to copy. Every number is marked as measured, published or assumed.
      """)

  @OptionGroup var catalog: CatalogOptions
  @Option(help: "individual, mid-tier, enterprise, or a file; may be repeated (default: all three).")
  var profile: [String] = []
  @Option(help: ArgumentHelp("The policy whose rules hold (default: the built-in one).", valueName: "file"))
  var policy: String?
  @Option(name: .customLong("print"), help: "Prints a built-in profile and ends.") var printed: String?
  @OptionGroup var futures: FuturesOptions
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table
  @Flag(help: "Shows every option that was weighed, and what was refused.") var all = false

  func validate() throws { try futures.check() }

  func run() async throws {
    if let printed {
      guard WorkloadFile.profiles.contains(printed), let text = EmbeddedFiles.text("profiles/\(printed).yaml") else {
        throw ValidationError(
          "there is no profile '\(printed)'; profiles are \(WorkloadFile.profiles.joined(separator: ", "))")
      }
      return print(text, terminator: "")
    }
    if futures.scenarios { return print(FuturesOptions.list.render(format == .json ? .json : .table), terminator: "") }
    let catalog = try self.catalog.load()
    let rules = try PolicyFile(path: policy).load(catalog: catalog)
    let names = profile.isEmpty ? WorkloadFile.profiles : profile
    let workload = try WorkloadFile.load(names, catalog: catalog, policy: rules)
    let (results, place) = try FrontierFiles.results(nil)
    let lags = PublicLags(results, try FrontierFiles.categories(nil), seed: LagStudy.seed)
    let advice = Adviser.advise(workload, catalog: catalog, policy: rules, lags: lags, at: self.catalog.instant)
    let report = AdviceReport(advice: advice, catalog: catalog, showsAll: all)
    var sections = report.sections
    if futures.isAsked {
      let outlook = try FuturesOutlook(
        workload, advice, catalog: catalog, policy: rules, lags: lags, results: results,
        isOwn: place != "built in", options: futures)
      sections += try await outlook.sections()
    }
    let whole = CommandReport(
      title: "What should serve: \(advice.title)", lead: report.lead, sections: sections, footer: report.footer)
    print(whole.text(format), terminator: "")
  }
}
