/// The version of the program, as it names itself on the wire.
public enum SteelyardVersion {
  /// Semantic version.
  public static let current = "0.1.0"
}
