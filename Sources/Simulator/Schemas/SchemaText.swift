/// A text that a JSON schema of type string accepts, marked as simulated where the schema leaves room.
struct SchemaText: Sendable {
  private let format: String?
  private let pattern: String?
  private let least: Int
  private let most: Int

  init(_ schema: JSONValue) {
    format = schema["format"]?.text
    pattern = schema["pattern"]?.text
    least = min(100_000, max(0, schema["minLength"]?.whole ?? 0))
    most = max(least, schema["maxLength"]?.whole ?? 100_000)
  }

  /// The text; `variant` tells the items of a list apart.
  func make(variant: Int) -> String {
    let digit = variant % 10
    switch format {
    case "date": return "2026-01-0\(digit + 1 > 9 ? 9 : digit + 1)"
    case "date-time": return "2026-01-01T00:00:0\(digit)Z"
    case "time": return "00:00:0\(digit)Z"
    case "duration": return "PT\(variant + 1)M"
    case "email": return "simulated\(variant)@example.com"
    case "hostname": return "simulated\(variant).example.com"
    case "ipv4": return "192.0.2.\(digit)"
    case "ipv6": return "2001:db8::\(digit)"
    case "uri", "url": return "https://example.com/simulated/\(variant)"
    case "uuid": return "00000000-0000-4000-8000-00000000000\(digit)"
    default: break
    }
    if let pattern, let text = PatternSample(pattern).make() { return text }
    var text = variant == 0 ? "[simulated]" : "[simulated \(variant + 1)]"
    while text.count < least { text += "." }
    return text.count > most ? String(text.prefix(most)) : text
  }
}
