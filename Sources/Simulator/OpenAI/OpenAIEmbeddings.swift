import FoundationEssentials

/// Embeddings: unit vectors that depend on nothing but the input's bytes and the seed.
struct OpenAIEmbeddings: Sendable {
  private let model: String
  private let inputs: [JSONValue]
  private let dimensions: Int
  private let base64: Bool

  /// Reads the body of an embeddings request.
  init(_ body: JSONValue, model: String) throws(Ask.Mistake) {
    self.model = model
    switch body["input"] {
    case .string(let text)?: inputs = [.string(text)]
    case .array(let items)? where items.first?.whole != nil: inputs = [.array(items)]
    case .array(let items)? where !items.isEmpty: inputs = items
    default: throw Ask.Mistake(message: "'input' must be text, tokens or a list of them", parameter: "input")
    }
    dimensions = body["dimensions"]?.whole ?? 1_536
    guard (1...8_192).contains(dimensions) else {
      throw Ask.Mistake(message: "'dimensions' must be from 1 to 8192, not \(dimensions)", parameter: "dimensions")
    }
    switch body["encoding_format"]?.text ?? "float" {
    case "float": base64 = false
    case "base64": base64 = true
    case let other:
      throw Ask.Mistake(
        message: "'encoding_format' must be float or base64, not '\(other)'", parameter: "encoding_format")
    }
  }

  /// The reply.
  func reply(seed: UInt64, tellsUsage: Bool) -> JSONValue {
    let data = inputs.enumerated().map { index, input -> JSONValue in
      ["object": "embedding", "index": .int(index), "embedding": embedding(of: input, seed: seed)]
    }
    var members: [JSONValue.Member] = [
      .init(name: "object", value: "list"), .init(name: "data", value: .array(data)),
      .init(name: "model", value: .string(model)),
    ]
    if tellsUsage {
      let tokens = inputs.reduce(0) { $0 + ($1.items?.count ?? max(1, ($1.textBytes + 3) / 4)) }
      members.append(.init(name: "usage", value: ["prompt_tokens": .int(tokens), "total_tokens": .int(tokens)]))
    }
    return .object(members)
  }

  private func embedding(of input: JSONValue, seed: UInt64) -> JSONValue {
    var print = Fingerprint()
    print.add(input.bytes)
    var generator = SeededGenerator(seed: print.value ^ seed)
    let raw = (0..<dimensions).map { _ in generator.unit() }
    let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let vector = raw.map { Float(length > 0 ? $0 / length : 0) }
    guard base64 else { return .array(vector.map { .double(Double($0)) }) }
    var bytes: [UInt8] = []
    for value in vector { withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) } }
    return .string(Data(bytes).base64EncodedString())
  }
}
