/// Gathers what files say of models and notices where they contradict themselves.
struct FactCollection {
  /// What is known so far, by name.
  private(set) var facts: [String: FrontierModel] = [:]
  /// Models whose facts cannot be used, with the reason.
  private(set) var refused: [String: Exclusion] = [:]
  private(set) var excluded: [Exclusion] = []
  private var contradicted: Set<String> = []

  init(excluded: [Exclusion] = []) { self.excluded = excluded }

  /// A cell's place in a file.
  struct Place {
    var file: String
    var row: Int
    var column: String?
  }

  mutating func leave(_ kind: Exclusion.Kind, _ place: Place, _ problem: String) {
    excluded.append(Exclusion(kind, file: place.file, row: place.row, column: place.column, problem: problem))
  }

  /// Leaves a model out for the reason given last, unless another row tells of it.
  mutating func refuse(_ name: String) {
    if facts[name] == nil, refused[name] == nil { refused[name] = excluded.last }
  }

  /// Reads a date, or leaves the row out.
  mutating func day(_ text: String, _ place: Place, today: Day) -> Day? {
    guard let day = Day(text) else {
      if text.isEmpty {
        leave(.missingDate, place, "is missing")
      } else {
        leave(.badDate, place, "'\(text.prefix(40))' is not a day like 2026-11-24")
      }
      return nil
    }
    guard day <= today else {
      leave(.futureDate, place, "\(day) lies in the future")
      return nil
    }
    return day
  }

  /// Reads a word for openness; one that nobody knows counts as unknown.
  mutating func weights(_ text: String, _ place: Place) -> FrontierModel.Weights {
    if let weights = WeightsName.read(text) { return weights }
    leave(.unknownWeights, place, "'\(text.prefix(40))' says neither open nor closed")
    return .unknown
  }

  /// Adds what a row says. A model that is called both open and closed belongs to neither side from then on.
  mutating func add(_ model: FrontierModel, _ place: Place) {
    guard var known = facts[model.name] else {
      facts[model.name] = model
      refused[model.name] = nil
      return
    }
    guard known != model else { return }
    if known.released != model.released {
      leave(
        .contradiction, place, "'\(model.name)' came out on \(known.released) or on \(model.released); the first counts"
      )
    }
    known.organisation = one("organisation", model.name, known.organisation, model.organisation, place)
    known.country = one("country", model.name, known.country, model.country, place)
    known.weights = weights(of: model, known: known.weights, place)
    facts[model.name] = known
  }

  private mutating func weights(
    of model: FrontierModel, known: FrontierModel.Weights, _ place: Place
  ) -> FrontierModel.Weights {
    if contradicted.contains(model.name) || model.weights == .unknown || model.weights == known { return known }
    if known == .unknown { return model.weights }
    leave(.openAndClosed, place, "'\(model.name)' is both open and closed, so it counts for neither side")
    contradicted.insert(model.name)
    return .unknown
  }

  private mutating func one(
    _ fact: String, _ name: String, _ known: String, _ other: String, _ place: Place
  ) -> String {
    if known.isEmpty { return other }
    if !other.isEmpty, known != other {
      leave(.contradiction, place, "'\(name)' has the \(fact) '\(known)' or '\(other)'; the first counts")
    }
    return known
  }
}

extension FactCollection {
  /// Adds a model of which several rows tell several dates, of which the earliest counts without a contradiction.
  mutating func addEarliest(_ model: FrontierModel, _ place: Place) {
    var model = model
    if let known = facts[model.name] {
      model.released = min(known.released, model.released)
      facts[model.name]?.released = model.released
    }
    add(model, place)
  }
}
