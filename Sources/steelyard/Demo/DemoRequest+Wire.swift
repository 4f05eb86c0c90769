import Foundation

extension DemoRequest {
  /// The endpoint of the caller's API.
  var path: String { style == .openai ? "/v1/chat/completions" : "/v1/messages" }

  /// The headers that a program with this key sends.
  func headers(key: String) -> [(String, String)] {
    var headers = [("content-type", "application/json")]
    switch style {
    case .openai: headers.append(("authorization", "Bearer \(key)"))
    case .anthropic: headers += [("x-api-key", key), ("anthropic-version", "2023-06-01")]
    }
    if declared == .header { headers.append(("x-steelyard-use-case", claim)) }
    return headers
  }

  /// The body in the caller's API.
  func body() throws -> [UInt8] {
    var body: [String: Any] = [
      "model": declared == .model ? "steelyard/\(claim)" : "auto", "max_tokens": maxTokens,
    ]
    if stream { body["stream"] = true }
    // How the simulator is told what to play; a real provider takes this field as an opaque user name.
    let directive = (["tokens=\(answerTokens)"] + [fault].compactMap { $0 }).joined(separator: ",")
    var metadata: [String: Any] = declared == .metadata ? ["use_case": claim] : [:]
    var messages: [[String: Any]] = [["role": "user", "content": text]]
    switch style {
    case .openai:
      if let system { messages.insert(["role": "system", "content": system], at: 0) }
      body["user"] = "simulate:\(directive)"
    case .anthropic:
      if let system { body["system"] = system }
      metadata["user_id"] = "simulate:\(directive)"
    }
    body["messages"] = messages
    if !metadata.isEmpty { body["metadata"] = metadata }
    if !tools.isEmpty { body["tools"] = try tools.map { try Self.tool($0.name, $0.parameters, style) } }
    if let schema { try add(schema: schema, to: &body) }
    return Array(try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys, .withoutEscapingSlashes]))
  }

  private func add(schema: String, to body: inout [String: Any]) throws {
    let schema = try Self.object(schema)
    switch style {
    case .openai:
      body["response_format"] = [
        "type": "json_schema", "json_schema": ["name": "answer", "strict": true, "schema": schema] as [String: Any],
      ]
    case .anthropic: body["output_config"] = ["format": ["type": "json_schema", "schema": schema] as [String: Any]]
    }
  }

  private static func tool(_ name: String, _ parameters: String, _ style: Style) throws -> [String: Any] {
    let schema = try object(parameters)
    switch style {
    case .openai: return ["type": "function", "function": ["name": name, "parameters": schema] as [String: Any]]
    case .anthropic: return ["name": name, "input_schema": schema]
    }
  }

  private static func object(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
  }
}
