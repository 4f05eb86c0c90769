internal import Catalog
internal import Policy

extension Decision {
  /// A fingerprint of everything that a replay must reproduce.
  func fingerprint(_ tables: RoutingTables) -> UInt64 {
    var hash = Fingerprint()
    switch outcome {
    case .serve: hash.add(UInt8(0))
    case .refused(let rule, let reason):
      hash.add(UInt8(1))
      hash.add(rule)
      hash.add(reason)
    case .unknownModel(let near):
      hash.add(UInt8(2))
      near.forEach { hash.add($0) }
    case .unknownUseCase(let near):
      hash.add(UInt8(3))
      near.forEach { hash.add($0) }
    case .unavailable(let reason):
      hash.add(UInt8(4))
      hash.add(reason)
    }
    hash.add(useCase)
    hash.add(stakes.rawValue)
    hash.add(modelClass.rawValue)
    hash.add(source.rawValue)
    hash.add(UInt8(pinned ? 1 : 0))
    hash.add(pinnedBy ?? "")
    for offer in order {
      hash.add(tables.facts[offer.number].idHash)
      hash.add(offer.expected)
      hash.add(offer.worst)
    }
    hash.add(hold?.amount ?? -1)
    hash.add(Int64(maxOutputTokens))
    // Left out where there is none, so that decisions from before gates, and from before hold-outs, keep
    // their digests.
    if let gate {
      hash.add(gate.name)
      hash.add(Int64(gate.evidence ?? -1))
      if let holdout = gate.holdout {
        hash.add(UInt8(holdout.isHeldOut ? 1 : 0))
        hash.add(Int64(holdout.sharePPM))
        hash.add(Int64(holdout.lot))
      }
    }
    for gate in openGates ?? [] {
      hash.add(gate.name)
      hash.add(Int64(gate.evidence))
    }
    if let verifier { hash.add(tables.facts[verifier.number].idHash) }
    return hash.value
  }
}

extension Fingerprint {
  fileprivate mutating func add(_ cost: Cost) {
    switch cost {
    case .known(let amount):
      add(UInt8(0))
      add(amount.amount)
    case .unknown(let missing):
      add(UInt8(1))
      for kind in missing { add(kind.rawValue) }
    }
  }
}
