internal import Catalog
internal import StrictYAML

extension CompiledPolicy {
  /// Use cases whose names are near one that the policy does not have.
  public func useCaseNames(near name: String) -> [String] {
    Nearest.names(near: name, among: policy.requestNames, limit: 3)
  }

  /// What could be asked for instead of a model that the catalogue does not have.
  public func modelNames(near name: String) -> [String] {
    let useCases = policy.requestNames
    if useCases.contains(name) { return ["steelyard/" + name] }
    let models = catalog.models.flatMap { model in
      [model.id, model.shortName] + model.aliases
    }
    return Nearest.names(near: name, among: models + useCases.map { "steelyard/" + $0 }, limit: 3)
  }
}
