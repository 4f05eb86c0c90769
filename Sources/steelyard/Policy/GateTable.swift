import Policy

/// A policy's gates and cascades as people read them.
enum GateTable {
  static func gates(_ policy: Policy) -> TextTable {
    var table = TextTable([
      .init("gate"), .init("incumbent"), .init("judge"), .init("margin", .right), .init("error", .right),
      .init("share", .right), .init("audit", .right), .init("hold-out", .right), .init("pairs", .right),
      .init("checks"), .init("signed by"),
    ])
    for gate in policy.gates {
      table.add([
        gate.name, gate.incumbent, gate.judge ?? "none", share(gate.marginPPM), share(gate.errorPPM),
        share(gate.sharePPM), share(gate.auditPPM), share(gate.holdoutPPM),
        "\(gate.pairs.lowerBound)-\(gate.pairs.upperBound)",
        gate.checks.map(\.description).joined(separator: ", "), gate.signature?.owner ?? "",
      ])
    }
    return table
  }

  static func cascades(_ policy: Policy) -> TextTable {
    var table = TextTable([.init("cascade"), .init("signals"), .init("streams")])
    for useCase in policy.useCases {
      guard let cascade = useCase.cascade else { continue }
      table.add([
        useCase.id, cascade.signals.map(text).joined(separator: ", "),
        cascade.streaming == .hold ? "held back" : "closed weights answer",
      ])
    }
    return table
  }

  /// A signal with its settings.
  private static func text(_ signal: Policy.Cascade.Signal) -> String {
    guard let threshold = signal.thresholdPPM.map(share) else { return signal.name }
    return switch signal {
    case .agreement(let agreement): "agreement of \(agreement.samples) >= \(threshold)"
    case .verifier(let verifier): "verifier \(verifier.model ?? "itself") >= \(threshold)"
    default: "\(signal.name) >= \(threshold)"
    }
  }

  /// Millionths as the decimal that the policy has.
  static func share(_ ppm: Int) -> String {
    let digits = String(ppm % 1_000_000)
    var fraction = Substring(String(repeating: "0", count: 6 - digits.utf8.count) + digits)
    while fraction.last == "0" { fraction.removeLast() }
    return fraction.isEmpty ? "\(ppm / 1_000_000)" : "\(ppm / 1_000_000).\(fraction)"
  }
}
