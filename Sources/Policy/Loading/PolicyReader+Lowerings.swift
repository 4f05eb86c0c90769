internal import StrictYAML

extension PolicyReader {
  mutating func lowering(_ node: YAMLNode, useCases: [UseCase]) -> StakesLowering? {
    let keys = ["tenant", "use_case", "stakes", "class", "owner", "reason", "date", "until"]
    guard let mapping = errors.mapping(node, keys: keys) else { return nil }
    let tenant = requiredText(mapping, "tenant")
    let owner = requiredText(mapping, "owner")
    let reason = requiredText(mapping, "reason")
    let date = required(mapping, "date").flatMap { _ in day(mapping, "date") }
    let until = day(mapping, "until")
    let useCase = required(mapping, "use_case").flatMap { reference($0, among: useCaseIDs, what: "use case") }
    let stakes: Stakes? = required(mapping, "stakes").flatMap { _ in choice(mapping, "stakes") }
    let modelClass: ModelClass? = choice(mapping, "class")
    if let stakes, let place = mapping.value("stakes"), let own = useCases.first(where: { $0.id == useCase })?.stakes,
      stakes >= own
    {
      let lower = Stakes.allCases.filter { $0 < own }.map(\.rawValue)
      errors.note(place.error("'\(stakes.rawValue)' does not lower '\(own.rawValue)'", allowed: lower))
    }
    if let stakes, stakes.pins, modelClass != nil, modelClass != .closed, let place = mapping.value("class") {
      errors.note(place.error("the class can be opened only below high stakes"))
    }
    if let date, let until, until <= date, let place = mapping.value("until") {
      errors.note(place.error("'until' must be later than 'date'"))
    }
    guard let tenant, let owner, let reason, let date, let useCase, let stakes else { return nil }
    return StakesLowering(
      tenant: tenant, useCase: useCase, stakes: stakes, modelClass: modelClass, owner: owner, reason: reason,
      date: date, until: until)
  }
}
