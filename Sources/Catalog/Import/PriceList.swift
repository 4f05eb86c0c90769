/// A list of prices that somebody else keeps, read into offers.
public struct PriceList: Sendable {
  /// The kinds of list that are understood.
  public enum Format: String, CaseIterable, Sendable {
    /// LiteLLM's `model_prices_and_context_window.json`.
    case liteLLM = "litellm"
    /// The `data.json` of genai-prices.
    case genAIPrices = "genai-prices"
    /// The `api.json` of models.dev.
    case modelsDev = "models.dev"
    /// The endpoints of models.dev as a table.
    case modelsDevTable = "models.dev-table"
    /// The base models of models.dev: limits and licences, but no prices.
    case modelsDevModels = "models.dev-models"
    /// The providers of models.dev: addresses, but no prices.
    case modelsDevProviders = "models.dev-providers"
  }

  /// The file's name as the user gave it.
  public var file: String
  /// What kind of list it is.
  public var format: Format
  /// How many entries it has.
  public var entries: Int
  /// The entries that have a price for text or embeddings.
  public var offers: [ImportedOffer]
  /// How many entries were left out, by reason.
  public var skipped: [String: Int]
  /// Entries with errors, and names that stand twice.
  public var findings: [ImportFinding]

  /// Recognises a list by its content and reads it.
  public static func read(_ bytes: [UInt8], file: String) throws(ImportError) -> PriceList {
    let start = bytes.prefix(64).drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 32 }
    guard let first = start.first else { throw ImportError(file: file, offset: 0, message: "the file is empty") }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      return try ModelsDevTable.read(bytes, file: file)
    }
    var reader = JSONReader(bytes, file: file)
    let root = try reader.read()
    var list = try read(root, file: file)
    list.findings += reader.duplicates.map {
      ImportFinding(entry: $0.key, offset: $0.offset, message: "the name stands twice here; the later value counts")
    }
    return list
  }

  private static func read(_ root: JSONNode, file: String) throws(ImportError) -> PriceList {
    var list = PriceList(file: file, format: .liteLLM, entries: 0, offers: [], skipped: [:], findings: [])
    switch format(of: root) {
    case .genAIPrices: GenAIPrices.read(root, into: &list)
    case .liteLLM: LiteLLMPrices.read(root, into: &list)
    case .modelsDev: ModelsDev.read(root, into: &list)
    case .modelsDevModels: list.skip(root, as: .modelsDevModels)
    case .modelsDevProviders: list.skip(root, as: .modelsDevProviders)
    case .modelsDevTable, nil:
      let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ImportError(
        file: file, offset: root.offset,
        message: "this is not a price list that is understood; it must be one of: \(known)")
    }
    return list
  }

  private static func format(of root: JSONNode) -> Format? {
    if let elements = root.elements {
      return elements.contains { $0["models"]?.elements != nil && $0["id"]?.string != nil } ? .genAIPrices : nil
    }
    guard let members = root.members, !members.isEmpty else { return nil }
    func any(_ test: (JSONNode) -> Bool) -> Bool { members.contains { test($0.value) } }
    if any({ $0["litellm_provider"] != nil || $0["input_cost_per_token"] != nil }) { return .liteLLM }
    if any({ $0["models"]?.members != nil }) { return .modelsDev }
    if any({ $0["limit"]?.members != nil && $0["modalities"]?.members != nil }) { return .modelsDevModels }
    if any({ $0["npm"]?.string != nil || $0["env"]?.elements != nil }) { return .modelsDevProviders }
    return nil
  }
}

extension PriceList {
  /// Counts an entry that is left out.
  mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }

  /// Notes an entry that cannot be used.
  mutating func note(_ entry: String, _ offset: Int, _ message: String) {
    findings.append(ImportFinding(entry: entry, offset: offset, message: message))
  }

  private mutating func skip(_ root: JSONNode, as format: Format) {
    self.format = format
    entries = root.members?.count ?? 0
    skipped["has no price"] = entries
  }
}
