import Catalog
import Policy
import StrictYAML
import Testing

@testable import Audit

@Suite("Assumptions")
struct AssumptionTests {
  @Test("the shipped file can be read, and the measured factors turn around")
  func shipped() throws {
    let file = try SampleAssumptions.shipped("audit/assumptions.yaml")
    let assumptions = try AuditAssumptions.load(text: file, file: "assumptions.yaml")
    #expect(assumptions.sample.margins[.irrecoverable] == nil)
    let factors = assumptions.tokenizers
    #expect(factors.measured.count == 20)
    for (pair, factor) in factors.measured {
      let back = try #require(factors.measured[TokenizerFactors.Pair(from: pair.to, to: pair.from)])
      #expect(abs(factor.value * back.value - 1) < 0.02)
      #expect(abs(factor.low * back.high - 1) < 0.02)
    }
    // Seven samples: 59 74 111 368 84 47 37 with o200k, 59 74 108 380 90 38 53 with DeepSeek's vocabulary.
    let measured = try #require(factors.measured[TokenizerFactors.Pair(from: "o200k", to: "deepseek")])
    #expect(measured == AssumedValue(1.03, low: 0.81, high: 1.43, source: measured.source))
  }

  @Test("models of an unknown vocabulary get the factor for pairs that nobody measured")
  func unmeasured() throws {
    let factors = try SampleAssumptions.plain().tokenizers
    let best = try #require(SampleAudit.catalog.model("maker/best"))
    let flash = try #require(SampleAudit.catalog.model("cn/flash"))
    let strange = SampleAudit.model("y/strange", .open, .mid)
    #expect(factors.factor(from: best, to: flash).value == 1.25)
    #expect(factors.factor(from: flash, to: best) == factors.unmeasured)
    #expect(factors.factor(from: best, to: strange) == factors.unmeasured)
    #expect(factors.factor(from: strange, to: strange).high == 1)
  }

  @Test("the sample follows margin, ties and error rate; stakes without a margin have none")
  func sample() throws {
    let plan = try SampleAssumptions.plain().sample
    #expect(plan.pairs(for: .routine) == 971)
    #expect(plan.pairs(for: .moderate) == 243)
    #expect(plan.pairs(for: .irrecoverable) == nil)
  }

  @Test(
    "a wrong value is named with its line",
    arguments: [
      (
        "cache_kept: {value: 0.5, low: 0, high: 1, source: test}",
        "cache_kept: {value: 1.5, low: 0, high: 2, source: t}", 2
      ),
      (
        "retry_rate: {value: 0, low: 0, high: 0.1, source: test}",
        "retry_rate: {value: 0.5, low: 0, high: 0.1, source: t}", 3
      ),
      (
        "escalation_rate: {value: 0, low: 0, high: 0.2, source: test}", "escalation_rate: {value: 0, low: 0, high: 1}",
        4
      ),
      ("alpha: 0.05", "alpha: 0.6", 6), ("to: cn, value", "to: xx, value", 14),
    ])
  func wrong(right: String, wrong: String, line: Int) {
    let text = SampleAssumptions.plainText.replacing(right, with: wrong)
    #expect(text != SampleAssumptions.plainText)
    do {
      _ = try AuditAssumptions.load(text: text, file: "a.yaml")
      Issue.record("the file was taken")
    } catch { #expect(error.errors.map(\.line) == [line], "\(error)") }
  }
}
