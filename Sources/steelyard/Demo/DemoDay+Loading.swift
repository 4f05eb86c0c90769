import StrictYAML

extension DemoDay {
  /// Reads the day from its files: `demo/day.yaml` with tenants and texts, the others with requests.
  static func load(files: [(name: String, text: String)]) throws -> DemoDay {
    guard let main = files.first(where: { $0.name.hasSuffix("/day.yaml") }) else {
      throw YAMLError(file: "demo/day.yaml", line: 0, column: 0, message: "the file is missing from this binary")
    }
    let keys = ["version", "tenants", "systems", "documents", "tools", "schemas"]
    let root = try YAMLDocument.parse(main.text, file: main.name).mapping(keys: keys)
    let shelf = Shelf(
      systems: try texts(root.value("systems")), documents: try texts(root.value("documents")),
      tools: try texts(root.value("tools")), schemas: try texts(root.value("schemas")))
    let tenants = try root.required("tenants").mapping().pairs.map { try tenant($0.key, $0.value) }
    var requests: [DemoRequest] = []
    for file in files where file.name != main.name {
      requests += try Self.requests(file, shelf: shelf, tenants: tenants)
    }
    return DemoDay(tenants: tenants, requests: requests.sorted { $0.at < $1.at })
  }

  // Texts that requests refer to by name.
  private struct Shelf {
    var systems: [String: String]
    var documents: [String: String]
    var tools: [String: String]
    var schemas: [String: String]
  }

  private static func texts(_ node: YAMLNode?) throws -> [String: String] {
    var texts: [String: String] = [:]
    for pair in try node?.mapping().pairs ?? [] { texts[pair.key] = try pair.value.string() }
    return texts
  }

  private static func tenant(_ id: String, _ node: YAMLNode) throws -> Tenant {
    let fields = try node.mapping(keys: ["name", "cap_day", "cap_month", "key_use_case"])
    return Tenant(
      id: id, name: try fields.required("name").string(), capDay: try fields.required("cap_day").int(1...1_000),
      capMonth: try fields.value("cap_month")?.int(1...10_000), keyUseCase: try fields.value("key_use_case")?.string())
  }

  private static func requests(
    _ file: (name: String, text: String), shelf: Shelf, tenants: [Tenant]
  ) throws -> [DemoRequest] {
    let root = try YAMLDocument.parse(file.text, file: file.name)
      .mapping(keys: ["version", "use_case", "answer_tokens", "requests"])
    let useCase = try root.required("use_case").string()
    let answerTokens = try root.required("answer_tokens").int(1...10_000)
    return try root.required("requests").list().map { node in
      try request(node, useCase: useCase, answerTokens: answerTokens, shelf: shelf, tenants: tenants)
    }
  }

  private static func request(
    _ node: YAMLNode, useCase: String, answerTokens: Int, shelf: Shelf, tenants: [Tenant]
  ) throws -> DemoRequest {
    let fields = try node.mapping(keys: [
      "at", "tenant", "language", "declared", "claim", "expect", "dialect", "stream", "max_tokens", "system",
      "document", "tools", "schema", "fault", "text",
    ])
    func named(_ key: String, _ texts: [String: String]) throws -> String? {
      guard let node = fields.value(key) else { return nil }
      return try node.choice(texts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
    let tenant = try fields.required("tenant").choice(tenants.map { ($0.id, $0) })
    let declared: DemoRequest.Declaration = try fields.required("declared").choice()
    let claim = try fields.value("claim")?.string() ?? useCase
    if declared == .key, tenant.keyUseCase != claim {
      throw node.error("the key of '\(tenant.id)' is bound to '\(tenant.keyUseCase ?? "nothing")', not to '\(claim)'")
    }
    var text = try fields.required("text").string()
    if let document = try named("document", shelf.documents) { text += "\n\n---\n\(document)" }
    let tools = try (fields.value("tools")?.strings() ?? []).map { name in
      guard let parameters = shelf.tools[name] else { throw node.error("there is no tool '\(name)'") }
      return (name: name, parameters: parameters)
    }
    return DemoRequest(
      at: try fields.required("at").string(), tenant: tenant.id, language: try fields.required("language").string(),
      declared: declared, claim: claim, expected: try fields.value("expect")?.string() ?? useCase,
      style: try fields.value("dialect")?.choice() ?? .openai, stream: try fields.value("stream")?.bool() ?? false,
      maxTokens: try fields.required("max_tokens").int(1...100_000), answerTokens: answerTokens,
      system: try named("system", shelf.systems), text: text, tools: tools, schema: try named("schema", shelf.schemas),
      fault: try fields.value("fault")?.string())
  }
}
