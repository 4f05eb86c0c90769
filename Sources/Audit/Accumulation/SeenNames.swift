internal import UsageLogs

/// The numbers of a row's names, as its reader counts them.
struct SeenNames: Hashable {
  var model: Int32 = -1
  var provider: Int32 = -1
  var key: Int32 = -1
  var team: Int32 = -1
  var label: Int32 = -1
  var region: Int32 = -1

  init() {}

  init(_ call: LoggedCall) {
    model = call.model.rawValue
    provider = call.provider.rawValue
    key = call.key.rawValue
    team = call.team.rawValue
    label = call.label.rawValue
    region = call.region.rawValue
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(Self.pair(model, provider))
    hasher.combine(Self.pair(key, team))
    hasher.combine(Self.pair(label, region))
  }

  private static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }
}
