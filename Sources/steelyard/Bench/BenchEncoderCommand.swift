import ArgumentParser
import Encoder
import Foundation
import Gateway

/// `steelyard bench encoder`: how fast the sentence encoder is on one core.
struct BenchEncoderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encoder", abstract: "Measures the sentence encoder on one core.",
    discussion: """
      Prints the median and the 99th percentile for one text of 16, 64 and 256 tokens, and sentences a second for the
      texts of a file, one a line. With --embeddings the file's embeddings are written, for comparison with another
      implementation (scripts/encoder-reference.py).
      """)

  @Option(help: "Folder with the encoder's files instead of the installed one.") var encoder: String?
  @Option(help: "float32 or int8.") var precision = "int8"
  @Option(help: "Texts, one a line, as JSON strings.") var texts: String?
  @Option(help: "Write the embeddings to this file as little-endian 32-bit floats.") var embeddings: String?
  @Option(help: "Write the tokens to this file, a line of numbers for each text.") var tokens: String?

  func run() throws {
    guard let precision = EncoderPrecision(rawValue: precision) else {
      throw ValidationError("--precision is float32 or int8, not '\(precision)'")
    }
    let folder = encoder.map { URL(filePath: $0) } ?? EncoderEmbedder.folder(ProcessInfo.processInfo.environment)
    let model: SentenceEncoder
    do { model = try SentenceEncoder(folder: folder, precision: precision) } catch {
      throw ValidationError(error.description)
    }
    if let texts { try measure(model, path: texts) } else { latencies(model) }
  }

  private func latencies(_ model: SentenceEncoder) {
    print("\(model.name), one thread")
    var table = TextTable([.init("tokens", .right), .init("p50 ms", .right), .init("p99 ms", .right)])
    for count in [16, 64, 256] {
      let text = String(repeating: "water ", count: count - 2)
      var times: [Double] = []
      for _ in 0..<(count == 256 ? 100 : 300) {
        let start = DispatchTime.now().uptimeNanoseconds
        _ = model.embed([text])
        times.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
      }
      times.sort()
      table.add(["\(count)", Self.two(times[times.count / 2]), Self.two(times[times.count * 99 / 100])])
    }
    print(table.render(.table), terminator: "")
  }

  private func measure(_ model: SentenceEncoder, path: String) throws {
    guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ValidationError("cannot read '\(path)'")
    }
    var lines: [String] = []
    for (number, line) in content.split(separator: "\n").enumerated() {
      guard let text = try? JSONDecoder().decode(String.self, from: Data(line.utf8)) else {
        throw ValidationError("\(path):\(number + 1): expected a JSON string")
      }
      lines.append(text)
    }
    if let tokens {
      let numbers = lines.map { model.tokenizer.encode($0).map(String.init).joined(separator: " ") }
      try (numbers.joined(separator: "\n") + "\n").write(toFile: tokens, atomically: true, encoding: .utf8)
      if embeddings == nil { return }
    }
    let start = Date()
    let vectors = stride(from: 0, to: lines.count, by: 32)
      .flatMap { model.embed(Array(lines[$0..<min($0 + 32, lines.count)])) }
    let seconds = Date().timeIntervalSince(start)
    print("\(model.name): \(lines.count) texts, \(Self.two(Double(lines.count) / seconds)) sentences/s on one thread")
    if let embeddings {
      var data = Data()
      for vector in vectors {
        for number in vector { withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) } }
      }
      try data.write(to: URL(filePath: embeddings))
    }
  }

  private static func two(_ value: Double) -> String { String(format: "%.2f", value) }
}
