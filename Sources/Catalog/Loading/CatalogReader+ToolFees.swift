internal import StrictYAML

extension CatalogReader {
  /// The fees of tools that a provider runs: `tool_fees: {web_search: 0.01}`, in dollars for one use; nil when there
  /// are none.
  mutating func toolFees(_ facts: YAMLMapping, defaults outer: FactDefaults) -> [ToolFee]? {
    guard let node = facts.value("tool_fees"),
      let fees = problems.facts(node, keys: ServerTool.known.map(\.rawValue) + ["source", "as_of"]),
      let citation = citation(defaults(fees, inheriting: outer), for: node)
    else { return nil }
    return ServerTool.known.compactMap { tool in
      problems.optional(fees, tool.rawValue) { node throws(YAMLError) in try node.dollars() }
        .map { ToolFee(tool: tool, perUse: $0, citation: citation) }
    }
  }
}
