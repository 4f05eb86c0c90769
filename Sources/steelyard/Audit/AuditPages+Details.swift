import Audit
import Catalog
import Policy
import UsageLogs

extension AuditPages {
  /// A: what policy forbids, by rule.
  var blocked: CommandReport.Section? {
    guard !report.blocked.isEmpty else { return nil }
    var table = TextTable([
      .init("use case"), .init("stakes"), .init("served by"), .init("cheaper would be"), .init("rows", .right),
      .init("list price", .right), .init("rule"), .init("reason"),
    ])
    for move in report.blocked {
      table.add([
        move.useCase, move.stakes.rawValue, move.incumbent, move.challenger ?? "–", "\(move.sums.rows)",
        "\(move.sums.list)", move.rule ?? "", move.reason ?? "",
      ])
    }
    return .init(
      heading: "A: what policy forbids", key: "blocked", tables: [table],
      notes: ["No saving is claimed here: these calls stay where they are, and the rule says why."])
  }

  /// What each use case cost, and how its calls were recognised.
  var useCases: CommandReport.Section {
    var table = TextTable([
      .init("use case"), .init("rows", .right), .init("requests", .right), .init("list price", .right),
      .init("as logged", .right), .init("input tokens", .right), .init("cache reads", .right),
      .init("output tokens", .right), .init("reasoning", .right),
    ])
    for total in report.byUseCase {
      let usage = total.sums.usage
      table.add([
        total.useCase, "\(total.sums.rows)", "\(total.sums.requests)", "\(total.sums.list)", "\(total.sums.logged)",
        "\(usage.input + usage.cacheWriteShort + usage.cacheWriteLong)", "\(usage.cacheRead)", "\(usage.output)",
        "\(usage.reasoning)",
      ])
    }
    var found = TextTable([.init("recognised by"), .init("rows", .right)])
    for count in report.foundBy { found.add([count.summary, "\(count.rows)"]) }
    return .init(heading: "By use case", key: "use_cases", tables: [table, found])
  }

  /// What each model cost, and the names that have no price.
  var models: CommandReport.Section {
    var table = TextTable([
      .init("model"), .init("weights"), .init("rows", .right), .init("list price", .right), .init("as logged", .right),
      .init("logged above list", .right), .init("rows with both", .right),
    ])
    for total in report.byModel {
      table.add([
        total.model ?? "not in the catalogue", total.weights?.rawValue ?? "", "\(total.sums.rows)",
        "\(total.sums.list)",
        "\(total.sums.logged)", "\(total.loggedAboveList)", "\(total.sums.rowsWithBoth)",
      ])
    }
    var unpriced = TextTable([
      .init("model in the log"), .init("provider"), .init("why there is no price"), .init("rows", .right),
      .init("as logged", .right), .init("near names"),
    ])
    for name in report.unpriced {
      unpriced.add([
        name.model.isEmpty ? "(none)" : name.model, name.provider, name.reason.rawValue.replacing("_", with: " "),
        "\(name.sums.rows)", "\(name.sums.logged)", name.near.joined(separator: ", "),
      ])
    }
    return .init(
      heading: "By model", key: "models", tables: report.unpriced.isEmpty ? [table] : [table, unpriced],
      notes: report.unpriced.isEmpty
        ? [] : ["Describe what is missing in a file and name it with --with; 'steelyard catalog show' has the form."])
  }

  /// What was read and what was wrong with it.
  var reading: CommandReport.Section {
    var files = TextTable([
      .init("file"), .init("format"), .init("rows", .right), .init("calls", .right), .init("left out", .right),
      .init("read to its end"),
    ])
    for file in summary.files {
      files.add([
        file.path, file.detected.map { "\($0)" } ?? "not recognised", "\(file.rows)", "\(file.calls)",
        "\(file.leftOut)", file.isComplete ? "yes" : "no",
      ])
    }
    var problems = TextTable([
      .init("problem"), .init("count", .right), .init("effect"), .init("examples"), .init("meaning"),
    ])
    for kind in LogProblemKind.allCases where summary.problems[kind] > 0 {
      let examples = (summary.problems.examples[kind] ?? []).prefix(3).map { problem in
        "\(problem.file):\(problem.row)\(problem.field.isEmpty ? "" : " \(problem.field)")\(problem.found.isEmpty ? "" : " '\(problem.found)'")"
      }
      problems.add([
        kind.rawValue.replacing("_", with: " "), "\(summary.problems[kind])",
        kind.effect.rawValue.replacing("_", with: " "), examples.joined(separator: "; "), kind.explanation,
      ])
    }
    let currencies = summary.problems.currencies.sorted { $0.key < $1.key }.map { "\($0.value) in \($0.key)" }
    var notes: [String] = []
    if !currencies.isEmpty { notes.append("Costs in other currencies: \(currencies.joined(separator: ", ")).") }
    if summary.costOfRowsLeftOut != .zero {
      notes.append("Rows that were left out cost \(summary.costOfRowsLeftOut) by the logs' own word.")
    }
    return .init(
      heading: "What was read", key: "reading",
      tables: LogProblemKind.allCases.contains { summary.problems[$0] > 0 } ? [files, problems] : [files], notes: notes)
  }

  /// What the comparison assumes.
  var assumptions: CommandReport.Section {
    var table = TextTable([
      .init("assumption"), .init("value", .right), .init("interval"), .init("unit"), .init("source"),
    ])
    for assumption in report.assumptions {
      table.add([
        assumption.name, FigureText.short(assumption.value.value),
        "\(FigureText.short(assumption.value.low)) to \(FigureText.short(assumption.value.high))", assumption.unit,
        assumption.value.source,
      ])
    }
    return .init(heading: "What it assumes", key: "assumptions", tables: [table])
  }
}
