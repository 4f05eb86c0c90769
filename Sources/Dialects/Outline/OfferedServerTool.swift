/// A tool that a request offers and that the provider runs on its own machines.
public struct OfferedServerTool: Sendable, Hashable {
  /// What it does, in one spelling for all dialects and dates: `web_search`, `web_fetch`, `code_execution`.
  public var name: String
  /// How often it may be used at most, where the request says so.
  public var maxUses: Int?

  /// A tool with its limit.
  public init(name: String, maxUses: Int? = nil) {
    self.name = name
    self.maxUses = maxUses
  }

  /// The tool of a `type`; nil for a tool that the caller runs.
  init?(type: String, maxUses: Int?) {
    // A version is a day at the end: `web_search_20250305`, `web_search_preview_2025_03_11`.
    var name = type[...]
    while let last = name.last, last.isASCII, last.isNumber || last == "_" || last == "-" { name = name.dropLast() }
    switch name {
    // What callers run themselves, on their own machines.
    case "", "function", "custom", "namespace", "bash", "text_editor", "computer", "memory", "local_shell": return nil
    case "web_search", "web_search_preview", "browser_search": self.name = "web_search"
    case "code_execution", "code_interpreter": self.name = "code_execution"
    case "computer_use_preview", "computer-preview": self.name = "computer_use"
    case "tool_search_tool_regex", "tool_search_tool_bm", "tool_search": self.name = "tool_search"
    default: self.name = String(name)
    }
    self.maxUses = maxUses
  }
}

/// The members of a tool that tell who runs it.
private enum ToolField: UInt8, JSONField {
  case type, maxUses

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> ToolField? {
    switch count {
    case 4: matches("type", in: bytes, at: index) ? .type : nil
    case 8: matches("max_uses", in: bytes, at: index) ? .maxUses : nil
    default: nil
    }
  }
}

extension RequestScanner {
  /// Reads `tools` or `functions`.
  mutating func tools(_ kind: JSONKind, in body: Span<UInt8>) throws(DialectError) {
    guard kind != .null else { return try cursor.null(in: body) }
    guard kind == .array else { throw cursor.wrongType("an array", kind) }
    var index = 0
    var more = try cursor.openArray(in: body)
    while more {
      do throws(DialectError) { try tool(in: body) } catch { throw error.inside("[\(index)]") }
      index &+= 1
      outline.toolCount &+= 1
      more = try cursor.nextElement(in: body)
    }
    if outline.toolCount > 0 { outline.features.insert(.tools) }
  }

  private mutating func tool(in body: Span<UInt8>) throws(DialectError) {
    guard try cursor.kind(in: body) == .object else { return try cursor.skipValue(in: body) }
    var type: String?
    var maxUses: Int?
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      let field = try cursor.field(ToolField.self, seen: &seen, in: body)
      switch (field, try cursor.kind(in: body)) {
      case (.type, .string):
        do throws(DialectError) {
          type = try limitedString(limits.wordBytes, in: body)
        } catch {
          throw error.inside("type")
        }
      case (.maxUses, .number): maxUses = integer(in: body, at: try cursor.number(in: body)).map { max(0, $0) }
      default: try cursor.skipValue(in: body)
      }
      more = try cursor.nextMember(in: body)
    }
    if let type, let tool = OfferedServerTool(type: type, maxUses: maxUses) { outline.serverTools.append(tool) }
  }

  /// A field whose presence lets the provider search or call other servers.
  mutating func serverTool(_ field: RequestField, _ kind: JSONKind, in body: Span<UInt8>) throws(DialectError) {
    try cursor.skipValue(in: body)
    guard kind == .object || kind == .array else { return }
    switch field {
    // OpenAI's search models search once for each answer.
    case .webSearchOptions: outline.serverTools.append(OfferedServerTool(name: "web_search", maxUses: 1))
    case .searchParameters: outline.serverTools.append(OfferedServerTool(name: "search_parameters"))
    case .plugins: outline.serverTools.append(OfferedServerTool(name: "plugins"))
    case .mcpServers: outline.serverTools.append(OfferedServerTool(name: "mcp_servers"))
    default: break
    }
  }
}
