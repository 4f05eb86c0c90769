public import Dialects

extension ScoringTask {
  /// The task that a request sets: its conversation as text, the schema of the answer and those of the tools.
  ///
  /// Schemas that cannot be honoured are left out and named in `problems`, so that their checks abstain.
  public static func reading(
    request: JSONValue, dialect: Dialect
  ) -> (task: ScoringTask, problems: [String]) {
    var task = ScoringTask(prompt: transcript(request).withShortMarkRuns)
    var problems: [String] = []
    var budget = SchemaBudget(.standard)
    if let schema = answerSchema(request) {
      do throws(ScoringError) { task.schema = try JSONSchema(schema, within: &budget) } catch {
        problems.append("schema of the answer: \(error)")
      }
    }
    for tool in request["tools"]?.array ?? [] {
      let (name, parameters) =
        switch dialect {
        case .openAIChat: (tool["function"]?["name"]?.string, tool["function"]?["parameters"])
        case .anthropicMessages: (tool["name"]?.string, tool["input_schema"])
        }
      guard let name, let parameters, !parameters.isNull else { continue }
      // No provider takes a longer name.
      guard name.utf8.count <= 256 else {
        problems.append("a tool's name has \(name.utf8.count) bytes; at most 256 are read")
        continue
      }
      do throws(ScoringError) { task.tools[name] = try JSONSchema(parameters, within: &budget) } catch {
        problems.append("schema of the tool '\(name)': \(error)")
      }
    }
    return (task, problems)
  }

  private static func answerSchema(_ request: JSONValue) -> JSONValue? {
    if let format = request["response_format"], format["type"]?.name == "json_schema" {
      return format["json_schema"]?["schema"]
    }
    let format = request["output_config"]?["format"] ?? request["output_format"]
    return format?["type"]?.name == "json_schema" ? format?["schema"] : nil
  }

  /// All that was said, a paragraph for each message, media by their type only.
  static func transcript(_ request: JSONValue) -> String {
    var paragraphs: [String] = []
    if let system = request["system"] { paragraphs.append("[system]\n" + text(system)) }
    for message in request["messages"]?.array ?? [] {
      paragraphs.append("[\(message["role"]?.string ?? "user")]\n" + text(message["content"] ?? .null) + calls(message))
    }
    return paragraphs.joined(separator: "\n\n")
  }

  private static func text(_ content: JSONValue) -> String {
    if let text = content.string { return text }
    return (content.array ?? []).map { part in
      if let text = part["text"]?.string { return text }
      if let result = part["content"] { return "(result of a tool) " + text(result) }
      if part["type"]?.name == "tool_use" {
        return "(call of \(part["name"]?.string ?? "a tool")) " + written(part["input"])
      }
      return "(\(part["type"]?.string ?? "content"))"
    }.joined(separator: "\n")
  }

  private static func calls(_ message: JSONValue) -> String {
    (message["tool_calls"]?.array ?? []).map { call in
      let function = call["function"]
      return "\n(call of \(function?["name"]?.string ?? "a tool")) " + (function?["arguments"]?.string ?? "")
    }.joined()
  }

  private static func written(_ value: JSONValue?) -> String {
    var bytes: [UInt8] = []
    value?.write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
