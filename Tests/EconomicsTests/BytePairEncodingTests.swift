import Economics
import Testing

@Suite("Counting tokens")
struct BytePairEncodingTests {
  @Test("counts equal tiktoken's for the published vocabularies", arguments: SplitPattern.allCases)
  func published(pattern: SplitPattern) throws {
    guard let encoding = try Vocabularies.published(pattern) else { return }
    let cases = try Vocabularies.counts("token-counts.json")
    #expect(cases.count > 300)
    for (text, counts) in cases {
      #expect(encoding.count(Array(text.utf8)) == counts[pattern], "\(pattern.rawValue): \(text.debugDescription)")
    }
  }

  @Test("counts equal tiktoken's for a small vocabulary of our own", arguments: SplitPattern.allCases)
  func small(pattern: SplitPattern) throws {
    let encoding = try Vocabularies.small(pattern)
    let cases = try Vocabularies.counts("small-token-counts.json")
    #expect(cases.count > 60)
    for (text, counts) in cases {
      #expect(encoding.count(Array(text.utf8)) == counts[pattern], "\(pattern.rawValue): \(text.debugDescription)")
    }
  }

  @Test("bytes that are not UTF-8 are counted, each of them at most once", arguments: SplitPattern.allCases)
  func notUTF8(pattern: SplitPattern) throws {
    let encoding = try Vocabularies.small(pattern)
    var generator = SeededGenerator(seed: 20_261_123)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let count = encoding.count(bytes)
      #expect(count <= bytes.count && (count > 0 || bytes.isEmpty), "\(bytes)")
    }
  }

  @Test("a long run without a break is counted without taking its square in time")
  func longRun() throws {
    let encoding = try Vocabularies.small(.o200k)
    #expect(encoding.count(Array(repeating: UInt8(ascii: "q"), count: 300_000)) == 300_000)
    #expect(encoding.count(Array(repeating: UInt8(ascii: " "), count: 300_000)) == 300_000)
  }

  @Test(
    "a file that is no rank file is refused with its line",
    arguments: [
      ("", 0), ("\n\n", 0), ("YQ== 0\nYg==\n", 2), ("YQ== 0\nY 1\n", 2), ("YQ== x\n", 1), ("YQ== -1\n", 1),
      ("YQ==0\n", 1), (" 0\n", 1), ("YQ== 0\nYg== 1\nYQ== 2\n", 0), ("Y=Q= 0\n", 1),
    ])
  func refused(file: String, line: Int) {
    #expect { try BytePairEncoding(ranks: Array(file.utf8), pattern: .qwen) } throws: { error in
      (error as? RankFileError)?.line == line
    }
  }
}
