internal import Catalog
internal import StrictYAML

extension CompiledPolicy {
  /// Use cases whose names are near one that the policy does not have.
  public func useCaseNames(near name: String) -> [String] {
    Nearest.names(near: Self.start(of: name), among: policy.requestNames, limit: 3)
  }

  /// What could be asked for instead of a model that the catalogue does not have.
  public func modelNames(near name: String) -> [String] {
    let name = Self.start(of: name)
    let useCases = policy.requestNames
    if useCases.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return ["steelyard/" + name] }
    let models = catalog.models.flatMap { model in
      [model.id, model.shortName] + model.aliases
    }
    return Nearest.names(near: name, among: models + useCases.map { "steelyard/" + $0 }, limit: 3)
  }

  /// As much of a name as is ever near another one; the rest would only cost time.
  private static func start(of name: String) -> String {
    name.utf8.count <= 512 ? name : String(decoding: name.utf8.prefix(512), as: UTF8.self)
  }
}
