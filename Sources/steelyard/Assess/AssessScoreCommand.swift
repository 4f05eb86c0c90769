import ArgumentParser
import Assessment
import Foundation

/// `steelyard assess score`: verdicts on many texts, for recalibrating on one's own traffic and for checks by others.
struct AssessScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score", abstract: "Judges many texts: one JSON object a line in, one out.",
    discussion: """
      Each line of the input is a JSON object with a member `text`, or with --lines the text itself. Each is judged as a \
      user's only message. Out come its line number, the stakes, whether it would be pinned up and by what, the score and \
      the threshold in thousandths, the stage that judged, domain, difficulty and the model's version.
      """)

  @Argument(help: "The file; '-' or nothing reads standard input.") var file: String?
  @Flag(help: "Each line is a text, not JSON.") var lines = false
  @OptionGroup var model: AssessmentModelFile
  @OptionGroup var encoder: EncoderOptions

  private struct Input: Decodable { var text: String }

  private struct Output: Encodable {
    var line: Int
    var stakes: String?
    var pinned: Bool
    var pin: String?
    var certainty: String
    var scoreMilli: Int
    var thresholdMilli: Int
    var stage: String
    var domain: String?
    var difficultyMilli: Int
    var version: String
  }

  private static let batch = 256
  private static let longest = 8 << 20

  func run() throws {
    let embedder = try encoder.embedder()
    if embedder == nil, !encoder.noEncoder { StandardError.write("\(EncoderOptions.absent); words alone judge\n") }
    let assessor = try model.assessor()
    var waiting: [(line: Int, text: [UInt8])] = []
    var number = 0
    for line in LineReader(try input()) {
      number += 1
      guard !line.isEmpty else { continue }
      waiting.append((number, try text(line, number)))
      guard waiting.count == Self.batch else { continue }
      try write(waiting, assessor, embedder)
      waiting = []
    }
    try write(waiting, assessor, embedder)
  }

  private func input() throws -> FileHandle {
    guard let file, file != "-" else { return .standardInput }
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw ValidationError("cannot read '\(file)'; is it there, and may you read it?")
    }
    return handle
  }

  private func text(_ line: [UInt8], _ number: Int) throws -> [UInt8] {
    let place = "\(file ?? "standard input"):\(number)"
    guard line.count <= Self.longest else {
      throw ValidationError("\(place): the line has more than \(Self.longest >> 20) MiB")
    }
    if lines { return line }
    guard let input = try? JSONDecoder().decode(Input.self, from: Data(line)) else {
      throw ValidationError("\(place): expected a JSON object with a text in 'text' (with --lines each line is a text)")
    }
    return Array(input.text.utf8)
  }

  private func write(
    _ texts: [(line: Int, text: [UInt8])], _ assessor: TextAssessor, _ embedder: (any TextEmbedder)?
  ) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for (text, verdict) in zip(texts, assessor.assess(messages: texts.map(\.text), embedder: embedder)) {
      let output = Output(
        line: text.line, stakes: verdict.stakes, pinned: verdict.pin != nil, pin: verdict.pin?.rawValue,
        certainty: "\(verdict.pinCertainty)", scoreMilli: verdict.pinScoreMilli, thresholdMilli: verdict.thresholdMilli,
        stage: verdict.stage, domain: verdict.domain?.rawValue, difficultyMilli: verdict.difficultyMilli,
        version: verdict.version)
      Terminal.line(String(decoding: try encoder.encode(output), as: UTF8.self))
    }
  }
}
