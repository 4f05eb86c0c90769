extension Catalog {
  /// What a person should look at, gravest first, then in the order of the catalogue.
  public func check(at instant: Timestamp, limits: CheckLimits = CheckLimits()) -> [Finding] {
    var findings: [Finding] = []
    for model in models { findings += check(model, at: instant) }
    findings += ambiguousNames()
    for offer in offers { findings += check(offer, at: instant, limits) }
    findings += priceOutliers(at: instant, factor: limits.outlierFactor)
    return Finding.Severity.allCases.reversed().flatMap { severity in findings.filter { $0.severity == severity } }
  }

  private func check(_ model: Model, at instant: Timestamp) -> [Finding] {
    var findings: [Finding] = []
    if model.weights == .open, model.licence == nil {
      findings.append(
        Finding(
          kind: .noLicence, severity: .warning, subject: model.id,
          message: "open weights without a licence: rules on licences cannot judge it", citation: model.citation))
    }
    if !offers.contains(where: { $0.model == model.id && !$0.isRetired(at: instant) }) {
      findings.append(
        Finding(
          kind: .noOffer, severity: .note, subject: model.id, message: "nobody offers it", citation: model.citation))
    }
    return findings
  }

  private func ambiguousNames() -> [Finding] {
    var owners: [String: [ModelID]] = [:]
    for model in models {
      for name in Set(([model.shortName] + model.aliases).map { $0.lowercased() }) {
        owners[name, default: []].append(model.id)
      }
    }
    return owners.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { name, models in
      Finding(
        kind: .ambiguousName, severity: .warning, subject: name,
        message: "may mean \(models.joined(separator: " or ")); callers get \(model(named: name)?.id ?? "neither")")
    }
  }

  private func check(_ offer: Offer, at instant: Timestamp, _ limits: CheckLimits) -> [Finding] {
    let soon = instant.adding(days: limits.noticeDays)
    if let retires = offer.retires, retires <= instant {
      return [
        Finding(
          kind: .retired, severity: .error, subject: offer.id, message: "switched off on \(retires.dayText)",
          citation: offer.citation)
      ]
    }
    var findings: [Finding] = []
    if let retires = offer.retires, retires <= soon {
      findings.append(
        Finding(
          kind: .retiresSoon, severity: .warning, subject: offer.id,
          message: "will be switched off on \(retires.dayText)", citation: offer.citation))
    }
    guard let number = offer.priceNumber(at: instant) else {
      let first = offer.prices.first.map { "; the first one begins \($0.from.dayText)" } ?? ""
      // Nobody lists the cost of the user's own machines, so its absence is no fault of the catalogue.
      let isOwn = provider(offer.provider)?.seat == CountryCodes.selfHosted
      findings.append(
        Finding(
          kind: .noPrice, severity: isOwn ? .note : .error, subject: offer.id,
          message: "no price now, so its cost is unknown\(first)" + (isOwn ? "; give your own by `overrides:`" : ""),
          citation: offer.citation))
      return findings
    }
    findings += check(offer, offer.prices[number], at: instant, limits)
    for price in offer.prices where price.from > instant && price.from <= soon {
      findings.append(
        Finding(
          kind: .priceChange, severity: .note, subject: offer.id, message: "another price from \(price.from.dayText)",
          citation: price.citation))
    }
    return findings
  }

  private func check(_ offer: Offer, _ price: DatedPrice, at instant: Timestamp, _ limits: CheckLimits) -> [Finding] {
    var findings: [Finding] = []
    func note(_ kind: Finding.Kind, _ severity: Finding.Severity, _ message: String) {
      findings.append(
        Finding(kind: kind, severity: severity, subject: offer.id, message: message, citation: price.citation))
    }
    let needed: [TokenKind] = offer.capabilities.contains(.chat) ? [.input, .output] : [.input]
    let missing = needed.filter { price.base[$0] == nil }
    if !missing.isEmpty {
      note(
        .incompletePrice, .error,
        "no rate for \(missing.map(\.rawValue).joined(separator: " and ")), so its cost is unknown")
    } else if offer.capabilities.contains(.chat), price.base.cacheRead == nil {
      note(.noCachePrice, .note, "no rate for cache_read: a request that hits the host's cache has unknown cost")
    }
    let free = needed.filter { price.base[$0]?.nanoDollarsPerMillion == 0 }
    if !free.isEmpty { note(.freeOfCharge, .note, "\(free.map(\.rawValue).joined(separator: " and ")) cost nothing") }
    let age = instant.day - price.citation.asOf.day
    if age > limits.staleAfterDays { note(.stalePrice, .warning, "its price was read \(age) days ago") }
    if age < 0 { note(.readInFuture, .warning, "its price was read \(-age) days in the future") }
    return findings
  }
}

extension Offer {
  /// True once it is switched off.
  public func isRetired(at instant: Timestamp) -> Bool { retires.map { $0 <= instant } ?? false }
}

extension Timestamp {
  fileprivate func adding(days: Int) -> Timestamp {
    let (sum, overflow) = milliseconds.addingReportingOverflow(Int64(min(days, 1_000_000)) * 86_400_000)
    return Timestamp(milliseconds: overflow ? .max : sum)
  }
}
