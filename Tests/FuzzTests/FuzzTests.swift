import FuzzTargets
import Testing

@Suite("Hostile input")
struct FuzzTests {
  @Test("100,000 mutated inputs break no promise", arguments: 0..<4)
  func survivesMutation(part: Int) {
    let seed: UInt64 = 20_261_123
    Fuzzer(seed: seed).run(part * 25_000..<(part + 1) * 25_000) { failure in
      Issue.record("seed \(seed), input \(failure.iteration), \(failure.target): \(failure.reason)")
    }
  }

  @Test("what once broke something no longer does")
  func survivesCorpus() {
    let directory = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    for (name, target, input) in Corpus(directory: "/\(directory)/Fuzz/corpus").inputs() {
      #expect(target.check(input) == nil, "\(name)")
    }
  }
}
