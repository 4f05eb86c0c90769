/// One part of the product that reads what strangers send, with what must hold for any input.
public struct FuzzTarget: Sendable {
  /// The name, which kept inputs carry.
  public let name: String
  /// Makes inputs.
  public let mutator: Mutator
  /// What does not hold for an input, nil if everything does.
  public let check: @Sendable ([UInt8]) -> String?

  /// A target with inputs to start from.
  public init(_ name: String, _ mutator: Mutator, _ check: @escaping @Sendable ([UInt8]) -> String?) {
    self.name = name
    self.mutator = mutator
    self.check = check
  }

  /// All targets.
  public static let all: [FuzzTarget] = [
    json, outline, stream, reply, translation, translatedStream, httpRequest, httpResponse,
  ]
}

/// A property that does not hold.
struct Broken: Error {
  var what: String

  /// Throws unless the property holds.
  static func unless(_ holds: Bool, _ what: @autoclosure () -> String) throws(Broken) {
    if !holds { throw Broken(what: what()) }
  }
}
