import Dialects

/// Takes token probabilities that the gateway asked for out of a reply whose caller did not ask. Pure.
enum LogProbabilityStrip {
  /// A whole reply of OpenAI's dialect without them; as it is when it has none.
  static func reply(_ bytes: [UInt8]) -> [UInt8] {
    guard let document = try? JSONValue.parse(bytes.span), let stripped = strip(document) else { return bytes }
    return written(stripped)
  }

  /// A whole stream without them; every event that has none stays byte for byte.
  static func stream(_ bytes: [UInt8]) -> [UInt8] {
    var parser = SSEParser()
    parser.append(bytes.span)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    while let event = try? parser.next() {
      if let range = event.data, !event.isTail, !event.isJoined,
        let document = try? JSONValue.parse(parser.buffer[range].span), let stripped = strip(document)
      {
        out += parser.buffer[event.raw.lowerBound..<range.lowerBound]
        out += written(stripped)
        out += parser.buffer[range.upperBound..<event.raw.upperBound]
      } else {
        out += parser.buffer[event.raw]
      }
    }
    return out
  }

  // OpenAI says null where nobody asked. Nil when there is nothing to take out.
  private static func strip(_ document: JSONValue) -> JSONValue? {
    guard case .object(let members) = document, let choices = document["choices"]?.array,
      choices.contains(where: { $0["logprobs"].map { !$0.isNull } ?? false })
    else { return nil }
    let silent = choices.map { choice -> JSONValue in
      guard case .object(let members) = choice else { return choice }
      return .object(members.map { $0.0 == "logprobs" ? ($0.0, .null) : $0 })
    }
    return .object(members.map { $0.0 == "choices" ? ($0.0, .array(silent)) : $0 })
  }

  private static func written(_ document: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    document.write(into: &bytes)
    return bytes
  }
}
