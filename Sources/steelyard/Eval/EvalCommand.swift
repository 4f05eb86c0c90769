import ArgumentParser
import Catalog
import Evidence
import Gateway
import Ledger
import Policy
import Scoring

/// `steelyard eval`: both sides of a gate over a golden set.
struct EvalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Runs incumbent and challenger over a golden set and says what a gate would make of it.",
    discussion: """
      The set has one JSON object a line: "id"; "prompt" (and "system") or "messages"; and, as far as they are known, \
      "reference", "tool_calls", "schema", "tools", "sources", "answers": {"incumbent": …, "challenger": …} and "label": \
      "challenger", "incumbent" or "tie". Answers in the set stand in for calls. Offers, checks, rubric and judge are those \
      of the policy's gate, and so are the rules on who may see the requests; --incumbent, --challenger, --judge and --regex \
      try others.

      With --record the pairs count as evidence of the gate, each case once and the same question once. That is right \
      where the set is a fair sample of the use case's work; one that was collected for its difficulties is not.
      """)

  @OptionGroup var options: GateOptions
  @OptionGroup var choice: GateChoice
  @OptionGroup var golden: GoldenOptions
  @OptionGroup var other: EvalOverrides
  @Flag(help: "Feed the pairs to the gate in the ledger.") var record = false
  @Flag(help: "Also list every case, and every problem of the set.") var cases = false
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func validate() throws {
    if record, other.isGiven || golden.references != nil {
      throw ValidationError(
        "--record feeds the policy's gate, so models and scores must be its own: leave out --incumbent, --challenger, "
          + "--judge, --regex, --criterion and --references")
    }
  }

  func run() async throws {
    let set = try GoldenSet.read(file: golden.file)
    let (register, snapshot) = try await options.register()
    let gate = try other.gate(choice, register, snapshot)
    let trial: GoldenTrial
    do { trial = try GoldenTrial(gate, in: snapshot, golden.settings) } catch {
      throw ValidationError("pairs cannot be scored: \(error)")
    }
    var recording = record ? try recording(gate, snapshot) : nil
    let chosen = golden.chosen(of: set)
    let bar = ProgressBar("cases", of: chosen.count)
    let results = await trial.run(chosen) { bar.step() }
    bar.end()
    do { try recording?.record(results, at: .present) } catch {
      throw ValidationError("the pairs could not all be recorded: \(error)")
    }
    let terms = try GateTerms(of: gate, in: snapshot)
    let study = EvalStudy(
      file: golden.file, golden: set, results: results, terms: terms, gate: gate, recording: recording, showsAll: cases)
    print(study.report.text(format), terminator: "")
  }

  private func recording(_ gate: Policy.Gate, _ snapshot: Snapshot) throws -> GoldenRecording {
    let store = try EvidenceStore.open(path: options.ledger.path())
    do {
      return try GoldenRecording(gate, in: snapshot, store: store, at: .present)
    } catch let error as GoldenRecording.Refused {
      throw ValidationError(error.description)
    } catch let fault as GateFault { throw ValidationError(fault.description) }
  }
}

/// How an answer is compared with a reference, as the command line names it.
enum ReferenceComparison: String, CaseIterable, ExpressibleByArgument {
  case text, contains, number
}
