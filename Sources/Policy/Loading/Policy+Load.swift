public import Catalog
public import StrictYAML

extension Policy {
  /// Reads a policy. Every error in the text is reported, with its place, the allowed values and near names.
  ///
  /// With a catalogue, models and providers that rules name must be in it.
  public static func load(text: String, file: String, catalog: Catalog?) throws(YAMLErrors) -> Policy {
    var reader = PolicyReader(catalog: catalog)
    let root: YAMLNode
    do { root = try YAMLDocument.parse(text, file: file) } catch { throw YAMLErrors([error]) }
    let policy = reader.policy(root)
    try reader.errors.finish()
    return policy
  }
}
