import ArgumentParser
import Catalog
import Evidence
import Gateway
import Policy
import Scoring

/// `steelyard cascade calibrate`: a signal's threshold that keeps a promise.
struct CascadeCalibrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Finds the lowest threshold of a signal at which bad answers that are not escalated stay rare.",
    discussion: """
      The use case's cascade in the policy says which signals there are; their thresholds may be any at first. The \
      challenger answers a golden set (see 'steelyard eval'), the signal is read of each answer as the gateway would read \
      it, and the set's references, checks or the gate's judge say which answers are bad. What nothing can be said of \
      counts as bad. Then thresholds are tried from 1 down, each by an exact binomial test, until one fails.

      The promise: P(bad and not escalated) <= --risk, but for a chance of --error that this calibration is wrong. It holds \
      relative to whoever said which answers are bad, for traffic like that of the set, and for the models, signals and \
      settings that were calibrated. Signals that are yes or no are in force meanwhile; other numbers are left out, since \
      they can only escalate more. At 5 % and 5 % it takes 59 answers at least, all of them good.
      """)

  @OptionGroup var options: GateOptions
  @OptionGroup var choice: GateChoice
  @OptionGroup var golden: GoldenOptions
  @Option(help: "Which signal, where the cascade has several with a threshold: logprob, agreement or verifier.")
  var signal: SignalName?
  @Option(help: "The most that P(bad and not escalated) may be.") var risk = 0.05
  @Option(help: "The chance of a calibration that does not keep it.") var error = 0.05
  @OptionGroup var other: EvalOverrides
  @Flag(help: "Also list every case.") var cases = false
  @Option(help: "table, csv, json or html.") var format = ReportFormat.table

  func validate() throws {
    for (name, value) in [("risk", risk), ("error", error)] where !(value >= 0.0001 && value <= 0.5) {
      throw ValidationError("--\(name) \(GateText.plain(value)) is not from 0.0001 to 0.5")
    }
  }

  func run() async throws {
    let set = try GoldenSet.read(file: golden.file)
    let (register, snapshot) = try await options.register()
    let subject = try CascadeSubject(self, register, snapshot)
    let promise = try CascadePromise(risk: risk, error: error)
    let chosen = golden.chosen(of: set)
    guard chosen.count >= promise.minimumCases else {
      throw ValidationError(
        "\(GateText.count(chosen.count, "case")) can certify nothing: a risk of \(GateText.plain(risk)) with an error of "
          + "\(GateText.plain(error)) takes \(promise.minimumCases) at least, all of them good; nobody was asked")
    }
    let trial: CascadeTrial
    do {
      trial = try CascadeTrial(subject.gate, subject.cascade, signal: subject.signal, in: snapshot, golden.settings)
    } catch { throw ValidationError("answers cannot be scored: \(error)") }
    let bar = ProgressBar("cases", of: chosen.count)
    let results = await trial.run(chosen) { bar.step() }
    bar.end()
    let study = CalibrationStudy(
      file: golden.file, subject: subject, results: results, promise: promise, comparesSides: trial.comparesSides,
      showsAll: cases)
    print(study.report.text(format), terminator: "")
    // A script must not go on to put a threshold in force that there is none of.
    if study.calibration.threshold == nil { throw ExitCode.failure }
  }

}

/// A signal that is a number, as the command line names it.
enum SignalName: String, CaseIterable, ExpressibleByArgument {
  case logprob, agreement, verifier
}
