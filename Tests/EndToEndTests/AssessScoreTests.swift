import Foundation
import TestFiles
import Testing

@Suite("steelyard assess score")
struct AssessScoreTests {
  private struct Verdict: Decodable {
    var line: Int
    var pinned: Bool
    var scoreMilli: Int
    var thresholdMilli: Int
    var stage: String
  }

  private func write(_ text: String) throws -> (file: String, directory: URL) {
    let directory = try TestFiles.newFolder()
    let file = directory.appending(path: "texts")
    try text.write(to: file, atomically: true, encoding: .utf8)
    return (file.path, directory)
  }

  @Test("each line has its verdict, as in a gateway without an encoder")
  func verdicts() async throws {
    let place = try write(
      #"{"text":"my landlord changed the locks while i was at work, can he do that"}"# + "\n\n"
        + #"{"text":"a recipe for banana bread","note":1}"# + "\r\n" + #"{"text":"me duele mucho el pecho desde ayer"}"#
    )
    let output = try await Commands.run(["assess", "score", place.file, "--no-encoder"], in: place.directory)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let verdicts = try output.split(separator: "\n").map { try decoder.decode(Verdict.self, from: Data($0.utf8)) }
    #expect(verdicts.map(\.line) == [1, 3, 4])
    #expect(verdicts.map(\.pinned) == [true, false, true])
    #expect(verdicts.allSatisfy { ($0.scoreMilli >= $0.thresholdMilli) == $0.pinned && $0.stage.hasPrefix("lexical") })
  }

  @Test("lines of plain text are taken as they are, broken UTF-8 too")
  func lines() async throws {
    let place = try write("stock photo of a court\n{not json\n")
    let output = try await Commands.run(
      ["assess", "score", place.file, "--lines", "--no-encoder"], in: place.directory)
    #expect(output.split(separator: "\n").count == 2)
  }

  @Test("a wrong line is named", arguments: ["{\"txt\":\"a\"}", "plain text", "{\"text\":1}"])
  func wrong(_ line: String) async throws {
    let place = try write(#"{"text":"fine"}"# + "\n\(line)\n")
    let said = try await Commands.refusal(["assess", "score", place.file, "--no-encoder"], in: place.directory)
    #expect(said.contains("texts:2: ") && said.contains("--lines"), "\(said)")
  }
}
