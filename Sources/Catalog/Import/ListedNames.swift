internal import StrictYAML

/// Finds the model of a catalogue that a list means by a name of its own.
struct ListedNames {
  private var offers: [String: OfferID] = [:]
  private var models: [String: ModelID?] = [:]
  private let names: [String]

  init(_ catalog: Catalog) {
    for offer in catalog.offers { offers["\(offer.provider) \(offer.upstreamModel.lowercased())"] = offer.id }
    var names: [String] = []
    for model in catalog.models {
      let own = [String(model.id.split(separator: "/").last ?? "")] + model.aliases
      names += own
      for name in own { Self.add(model.id, as: Self.plain(name), to: &models) }
    }
    // Hosts name open models after their weight repositories; what one host calls it, another may too.
    for offer in catalog.offers {
      let key = Self.plain(offer.upstreamModel)
      if models[key] == nil { Self.add(offer.model, as: key, to: &models) }
    }
    self.names = names
  }

  private static func add(_ model: ModelID, as key: String, to models: inout [String: ModelID?]) {
    if let known = models[key], known != model { models[key] = .some(nil) } else { models[key] = model }
  }

  /// The offer of the catalogue that has exactly this name at this provider.
  func offer(_ imported: ImportedOffer) -> OfferID? {
    imported.provider.flatMap { offers["\($0) \(imported.upstreamModel.lowercased())"] }
  }

  /// The model with this name, whatever the separators; nil when none or several might be meant.
  func model(_ imported: ImportedOffer) -> ModelID? { models[Self.plain(imported.upstreamModel)] ?? nil }

  /// Up to three names of the catalogue that are near.
  func near(_ upstreamModel: String) -> [String] {
    Nearest.names(near: String(Self.last(upstreamModel)), among: names, limit: 3)
  }

  private static func last(_ name: String) -> Substring {
    var last = name.split(separator: "/").last ?? ""
    for region in ["global.", "us.", "eu.", "jp.", "au.", "in."] where last.hasPrefix(region) {
      last = last.dropFirst(region.count)
    }
    for suffix in ["@default", "-maas", "-v1:0", ":0"] where last.hasSuffix(suffix) {
      last = last.dropLast(suffix.count)
    }
    for maker in makers where last.hasPrefix(maker) { last = last.dropFirst(maker.count) }
    return last
  }

  private static let makers = [
    "anthropic.", "openai.", "deepseek.", "qwen.", "zai.", "moonshotai.", "minimax.", "mistral.", "meta.", "google.",
    "nvidia.", "xai.",
  ]

  // `GLM-5.3`, `glm-5p3` and `glm_5_3` are one name; a colon stays, because `:free` or `:batch` is another offer.
  private static func plain(_ name: String) -> String {
    let bytes = Array(last(name).lowercased().utf8)
    func isDigit(_ position: Int) -> Bool { bytes.indices.contains(position) && (48...57).contains(bytes[position]) }
    var plain: [UInt8] = []
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): continue
      case UInt8(ascii: "p") where isDigit(position - 1) && isDigit(position + 1): continue
      default: plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
