internal import Dialects

/// Reads one line of a golden set.
struct GoldenReader {
  let document: JSONValue
  let line: Int
  private(set) var problems: [GoldenProblem] = []

  private static let known: Set<String> = [
    "id", "prompt", "messages", "system", "reference", "tool_calls", "schema", "tools", "sources", "answers", "label",
    "note", "tags",
  ]

  init(document: JSONValue, line: Int) {
    self.document = document
    self.line = line
  }

  private var id: String? { document["id"]?.string ?? document["id"]?.integer.map(String.init) }

  /// The case, nil if the line cannot be used.
  mutating func read() -> GoldenCase? {
    guard let members = document.object else { return refuse("must be a JSON object") }
    guard let id, !id.trimmedWhiteSpace.isEmpty else { return refuse("has no 'id'") }
    for (name, _) in members where !Self.known.contains(name) { warn("has a member '\(name)' that is not known") }
    guard let messages = messages() else { return nil }
    var task = ScoringTask(prompt: ScoringTask.transcript(.object([("messages", messages)])))
    guard readReferences(&task), readSchema(&task), readTools(&task), readSources(&task) else { return nil }
    var label: Difference?
    if let word = present("label") {
      switch word.string {
      case "challenger": label = .better
      case "incumbent": label = .worse
      case "tie": label = .tie
      default: return refuse("'label' must be \"challenger\", \"incumbent\" or \"tie\"")
      }
    }
    let answers = document["answers"]
    return GoldenCase(
      id: id, line: line, messages: messages, tools: present("tools"), responseFormat: responseFormat, task: task,
      recorded: (answers?["incumbent"]?.string, answers?["challenger"]?.string), label: label)
  }

  private mutating func messages() -> JSONValue? {
    switch (present("messages"), present("prompt")) {
    case (nil, nil): return refuse("has neither 'messages' nor 'prompt'")
    case (_?, _?): return refuse("has both 'messages' and 'prompt'; give one of them")
    case (nil, let prompt?):
      guard let text = prompt.string, !text.trimmedWhiteSpace.isEmpty else {
        return refuse("'prompt' must be a text that is not empty")
      }
      let system = present("system")?.string.map { [Self.message("system", $0)] } ?? []
      return .array(system + [Self.message("user", text)])
    case (let messages?, nil):
      guard let elements = messages.array, !elements.isEmpty,
        elements.allSatisfy({ $0["role"]?.string != nil && ($0["content"] != nil || $0["tool_calls"] != nil) })
      else { return refuse("'messages' must be an array of objects with 'role' and 'content'") }
      return messages
    }
  }

  private mutating func readReferences(_ task: inout ScoringTask) -> Bool {
    switch present("reference") {
    case nil: break
    case .string(let text)?: task.reference = text
    case .number(let text)?: task.reference = text
    case let value?: task.reference = Self.text(value)
    }
    guard let calls = present("tool_calls") else { return true }
    var read: [ToolCall] = []
    for call in calls.array ?? [] {
      let function = call["function"] ?? call
      guard let name = function["name"]?.string, !name.isEmpty else { break }
      if let text = function["arguments"]?.string {
        read.append(ToolCall(name: name, argumentText: text, .standard))
      } else {
        read.append(ToolCall(name: name, arguments: function["arguments"] ?? .object([])))
      }
    }
    guard let count = calls.array?.count, read.count == count, read.allSatisfy({ $0.arguments.object != nil }) else {
      return refuseFalse("'tool_calls' must be an array of objects with 'name' and 'arguments'")
    }
    task.referenceCalls = read
    return true
  }

  private mutating func readSchema(_ task: inout ScoringTask) -> Bool {
    guard let schema = present("schema") else { return true }
    do throws(ScoringError) { task.schema = try JSONSchema(schema) } catch {
      return refuseFalse("'schema': \(error)")
    }
    return true
  }

  /// The schema as OpenAI's `response_format`.
  private var responseFormat: JSONValue? {
    present("schema").map { schema in
      let inner = JSONValue.object([("name", .string("answer")), ("schema", schema)])
      return .object([("type", .string("json_schema")), ("json_schema", inner)])
    }
  }

  private mutating func readTools(_ task: inout ScoringTask) -> Bool {
    guard let tools = present("tools") else { return true }
    guard let elements = tools.array, elements.allSatisfy({ $0["function"]?["name"]?.string != nil }) else {
      return refuseFalse("'tools' must be an array of OpenAI's tools, each with 'function' and its 'name'")
    }
    let read = ScoringTask.reading(request: .object([("tools", tools)]), dialect: .openAIChat)
    task.tools = read.task.tools
    for problem in read.problems { warn(problem) }
    return true
  }

  private mutating func readSources(_ task: inout ScoringTask) -> Bool {
    guard let sources = present("sources") else { return true }
    for (index, source) in (sources.array ?? []).enumerated() {
      let text = source.string ?? source["text"]?.string
      let id = source["id"]?.string ?? source["id"]?.integer.map(String.init) ?? String(index + 1)
      guard let text else { break }
      task.sources.append(ScoringTask.Source(id: id, text: text))
    }
    guard let count = sources.array?.count, task.sources.count == count else {
      return refuseFalse("'sources' must be an array of texts, or of objects with 'id' and 'text'")
    }
    return true
  }

  /// A member that is there and not null.
  private func present(_ name: String) -> JSONValue? { document[name].flatMap { $0.isNull ? nil : $0 } }

  private mutating func refuse<Value>(_ message: String) -> Value? {
    problems.append(GoldenProblem(line: line, id: id, severity: .refused, message: message))
    return nil
  }

  private mutating func refuseFalse(_ message: String) -> Bool {
    problems.append(GoldenProblem(line: line, id: id, severity: .refused, message: message))
    return false
  }

  private mutating func warn(_ message: String) {
    problems.append(GoldenProblem(line: line, id: id, severity: .warning, message: message))
  }

  private static func message(_ role: String, _ content: String) -> JSONValue {
    .object([("role", .string(role)), ("content", .string(content))])
  }

  private static func text(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    value.write(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
