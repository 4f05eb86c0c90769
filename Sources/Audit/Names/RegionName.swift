/// What logs call a region, as the catalogue calls it.
enum RegionName {
  /// `us-east-1`, `US`, `us` → `US`; `europe-west4`, `eu` → `EU`; nil where the name says nothing or anywhere.
  static func of(_ name: String) -> String? {
    let name = name.lowercased()
    guard !name.isEmpty, !["global", "not_available", "unknown", "none", "default"].contains(name) else { return nil }
    let head = String(name.prefix { $0 != "-" && $0 != "." && $0 != "_" })
    switch head {
    case "us", "usa", "northcentralus", "southcentralus", "eastus", "eastus2", "westus", "westus2", "westus3",
      "centralus":
      return "US"
    case "eu", "europe", "westeurope", "northeurope", "swedencentral": return "EU"
    default: return head.utf8.count == 2 ? head.uppercased() : nil
    }
  }
}
