public import Catalog
public import Policy
public import StrictYAML

extension Workload {
  /// Reads a workload. Every error in the text is reported, with its place, the allowed values and near names.
  ///
  /// Models, makers, data classes and use cases that it names must be in the catalogue and the policy.
  public static func load(
    text: String, file: String, catalog: Catalog, policy: Policy
  ) throws(YAMLErrors) -> Workload {
    var reader = WorkloadReader(catalog: catalog, policy: policy)
    let root: YAMLNode
    do { root = try YAMLDocument.parse(text, file: file) } catch { throw YAMLErrors([error]) }
    let workload = reader.workload(root)
    try reader.errors.finish()
    return workload
  }
}
