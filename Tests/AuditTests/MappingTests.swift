import Catalog
import Policy
import StrictYAML
import Testing
import UsageLogs

@testable import Audit

@Suite("Use cases of calls")
struct MappingTests {
  struct Words: WorkClassifier {
    func work(in text: [UInt8]) -> ClassifiedWork? {
      switch String(decoding: text, as: UTF8.self) {
      case "sue": ClassifiedWork(useCase: 0, stakes: .irrecoverable)
      case "mail": ClassifiedWork(useCase: 1, stakes: .routine)
      case "odd": ClassifiedWork(useCase: 77, stakes: .low)
      default: nil
      }
    }
  }

  static func report(_ log: SampleLog) throws -> AuditReport {
    var accumulator = AuditAccumulator(try SampleAudit.scheme())
    var words = Words()
    for call in log.calls { accumulator.add(call, classifier: &words) { log.names[Int($0.rawValue)] } }
    return accumulator.report(AuditSettings(assumptions: try SampleAssumptions.plain()))
  }

  @Test("text decides before names, and each way is counted")
  func ways() throws {
    var log = SampleLog()
    let one = TokenUsage(input: 10)
    log.add("maker/best", one, label: "mail-1", text: "sue")
    log.add("maker/best", one, label: "mail-1", text: "?")
    log.add("maker/best", one, label: "hr")
    log.add("maker/best", one, label: "MAIL")
    log.add("steelyard/legal", one)
    log.add("maker/best", one)
    let report = try Self.report(log)
    #expect(
      report.byUseCase.map { "\($0.useCase) \($0.sums.rows)" }.sorted() == ["crm 2", "hr 1", "legal 2", "office 1"])
    let counts = report.foundBy.map { "\($0.summary): \($0.rows)" }.sorted()
    #expect(
      counts == [
        "a name in the log is the use case's own: 2", "not recognised: 1", "rule 1: label mail*, *-crm: 2", "text: 1",
      ])
  }

  @Test("text can raise the stakes of what names say, never lower them")
  func ratchet() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: 10), team: "legal", text: "mail")
    log.add("maker/best", TokenUsage(input: 10), label: "mail-1", text: "sue")
    let report = try Self.report(log)
    #expect(report.byUseCase.map(\.useCase) == ["legal"])
  }

  @Test("a classifier that names no use case of the policy is not believed")
  func outOfRange() throws {
    var log = SampleLog()
    log.add("maker/best", TokenUsage(input: 10), text: "odd")
    #expect(try Self.report(log).byUseCase.map(\.useCase) == ["office"])
  }

  @Test("every error of a mapping is reported with its line")
  func errors() throws {
    let text = """
      version: 1
      rules:
        - {use_case: crmm, label: a}
        - {use_case: crm}
        - {use_case: hr, data_class: pii, lable: b}
      """
    do {
      _ = try AuditMapping.load(text: text, file: "m.yaml", policy: SampleAudit.policy)
      Issue.record("the mapping was taken")
    } catch {
      let lines = error.errors.map { "\($0.line): \($0.message)" }
      #expect(lines.contains { $0.hasPrefix("3: the policy has no use case 'crmm' (did you mean 'crm'?)") })
      #expect(lines.contains { $0.hasPrefix("4: a rule must look at a name") })
      #expect(lines.contains { $0.hasPrefix("5: unknown key 'lable'") })
      #expect(lines.contains { $0.hasPrefix("5: 'pii'") })
    }
  }
}
