import Catalog
import Dialects
import Policy
import StrictYAML

/// `GET /v1/models`: the use cases by name, then every model that some configured upstream serves.
struct ModelList: Sendable {
  private struct Entry: Sendable {
    var id: String
    var name: String
    var owner: String
    var created: Int64
  }

  private let entries: [Entry]
  // Written once: whoever asks often must not have it made anew each time.
  private let openAI: WholeReply
  private let anthropic: WholeReply

  init(_ policy: Policy, _ catalog: Catalog, targets: [UpstreamTarget?]) {
    var entries = [Entry(id: "steelyard/auto", name: "Chosen by what the request is", owner: "steelyard", created: 0)]
    entries += policy.useCases.map {
      Entry(id: "steelyard/\($0.id)", name: $0.title, owner: "steelyard", created: 0)
    }
    var served: Set<ModelID> = []
    for (offer, target) in zip(catalog.offers, targets) where target != nil {
      served.insert(offer.model)
    }
    entries += catalog.models.filter { served.contains($0.id) }.map {
      Entry(id: $0.id, name: $0.name, owner: $0.lab, created: ($0.released?.milliseconds ?? 0) / 1000)
    }
    self.entries = entries
    openAI = WholeReply(status: 200, body: Self.list(entries, .openAIChat))
    anthropic = WholeReply(status: 200, body: Self.list(entries, .anthropicMessages))
  }

  /// The list, or the one entry named `name`.
  func reply(name: String?, dialect: Dialect) -> WholeReply {
    guard let name else { return dialect == .openAIChat ? openAI : anthropic }
    guard let entry = entries.first(where: { UTF8Name($0.id) == UTF8Name(name) }) else {
      // By bytes: a character can be as long as the path.
      let start = String(decoding: name.utf8.prefix(200), as: UTF8.self)
      let near = Nearest.names(near: start, among: entries.map(\.id), limit: 3)
      return WholeReply(
        WireError(
          status: 404,
          message:
            "the model '\(start)' is not served here\(near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))")",
          code: "model_not_found", param: "model"),
        dialect: dialect)
    }
    return WholeReply(status: 200, body: Self.bytes(Self.json(entry, dialect)))
  }

  private static func list(_ entries: [Entry], _ dialect: Dialect) -> [UInt8] {
    let data = JSONValue.array(entries.map { json($0, dialect) })
    switch dialect {
    case .openAIChat: return bytes(.object([("object", .string("list")), ("data", data)]))
    case .anthropicMessages:
      return bytes(
        .object([
          ("data", data), ("has_more", .bool(false)), ("first_id", entries.first.map { .string($0.id) } ?? .null),
          ("last_id", entries.last.map { .string($0.id) } ?? .null),
        ]))
    }
  }

  private static func json(_ entry: Entry, _ dialect: Dialect) -> JSONValue {
    switch dialect {
    case .openAIChat:
      .object([
        ("id", .string(entry.id)), ("object", .string("model")), ("created", .number("\(entry.created)")),
        ("owned_by", .string(entry.owner)),
      ])
    case .anthropicMessages:
      .object([
        ("type", .string("model")), ("id", .string(entry.id)), ("display_name", .string(entry.name)),
        ("created_at", .string("\(Timestamp(milliseconds: entry.created * 1000))")),
      ])
    }
  }

  private static func bytes(_ value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    value.write(into: &bytes)
    return bytes
  }
}
