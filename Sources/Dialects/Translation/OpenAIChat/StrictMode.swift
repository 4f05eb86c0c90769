extension JSONValue {
  /// Whether OpenAI's strict mode takes the schema: objects are closed and all their members required.
  ///
  /// Anthropic guarantees schemas with optional members too; for those OpenAI only does its best.
  var fitsStrictMode: Bool {
    switch self {
    case .array(let elements): return elements.allSatisfy(\.fitsStrictMode)
    case .object(let members):
      if case .object(let properties)? = self["properties"] {
        let required = Set(self["required"]?.array?.compactMap(\.name) ?? [])
        guard self["additionalProperties"]?.bool == false, properties.allSatisfy({ required.contains(UTF8Name($0.0)) })
        else {
          return false
        }
      }
      return members.allSatisfy { $0.1.fitsStrictMode }
    default: return true
    }
  }
}

extension ToolDefinition {
  /// Whether OpenAI can hold the model to the schema of the arguments, and was asked to.
  var isStrictHere: Bool { strict == true && parameters?.fitsStrictMode ?? false }
}
