/// A tool that a provider runs for the model on its own machines, by the name that the catalogue prices it under.
///
/// Dialects and dates spell the same tool differently (`web_search_20250305`, `web_search_preview`); one whose name
/// nobody here knows keeps it, and has no price.
public struct ServerTool: RawRepresentable, Hashable, Codable, Sendable {
  /// The name in the catalogue.
  public let rawValue: String

  /// A tool of this name.
  public init(rawValue: String) { self.rawValue = rawValue }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// Searches the web.
  public static let webSearch = ServerTool(rawValue: "web_search")
  /// Reads a page of the web.
  public static let webFetch = ServerTool(rawValue: "web_fetch")
  /// Runs code in a container.
  public static let codeExecution = ServerTool(rawValue: "code_execution")
  /// Searches files that were stored with the provider.
  public static let fileSearch = ServerTool(rawValue: "file_search")
  /// Works a computer of the provider's.
  public static let computerUse = ServerTool(rawValue: "computer_use")
  /// Makes images.
  public static let imageGeneration = ServerTool(rawValue: "image_generation")
  /// Looks for tools among those that the request defines.
  public static let toolSearch = ServerTool(rawValue: "tool_search")

  /// Tools that the catalogue may price.
  public static let known: [ServerTool] = [
    .webSearch, .webFetch, .codeExecution, .fileSearch, .computerUse, .imageGeneration, .toolSearch,
  ]
}

/// How often a server tool was used, or may be.
public struct ServerToolUse: Hashable, Codable, Sendable {
  /// The tool.
  public var tool: ServerTool
  /// How often.
  public var count: Int

  /// So many uses of a tool.
  public init(_ tool: ServerTool, count: Int) {
    self.tool = tool
    self.count = count
  }
}

/// What a provider asks for one use of a tool that it runs, beside the tokens.
public struct ToolFee: Hashable, Sendable {
  /// The tool.
  public var tool: ServerTool
  /// What one use costs; zero where the provider asks for tokens only.
  public var perUse: NanoDollars
  /// Where the price comes from.
  public var citation: Citation

  /// A fee with its source.
  public init(tool: ServerTool, perUse: NanoDollars, citation: Citation) {
    self.tool = tool
    self.perUse = perUse
    self.citation = citation
  }
}

extension Offer {
  /// What all these uses cost here; unknown when one of the tools has no price.
  public func fees(of uses: [ServerToolUse]) -> Cost {
    var sum = NanoDollars.zero
    for use in uses where use.count > 0 {
      guard let fee = toolFees.first(where: { $0.tool == use.tool }) else { return .unknown(missing: []) }
      let (product, overflow) = fee.perUse.amount.multipliedReportingOverflow(by: Int64(clamping: use.count))
      sum += NanoDollars(overflow ? .max : product)
    }
    return .known(sum)
  }
}
