/// What is wrong with a body: a code for programs, a sentence for people, and the place.
public struct DialectError: Error, Sendable, Hashable {
  /// The kind of mistake.
  public var code: Code
  /// What was found and what is allowed, without the place.
  public var reason: String
  /// The byte offset into the body.
  public var offset: Int?
  /// The path of the field, such as `messages[2].content`.
  public var parameter: String?

  /// An error with its place as far as it is known.
  public init(_ code: Code, _ reason: String, offset: Int? = nil, parameter: String? = nil) {
    self.code = code
    self.reason = reason
    self.offset = offset
    self.parameter = parameter
  }

  /// The whole sentence, place included.
  public var message: String {
    switch code {
    case .invalidJSON, .invalidUTF8, .tooDeep:
      let place = (offset.map { " at byte \($0)" } ?? "") + (parameter.map { " (in '\($0)')" } ?? "")
      let kind = code == .invalidUTF8 ? "invalid UTF-8" : "invalid JSON"
      return "\(kind)\(place): \(reason)"
    default:
      let subject = parameter.map { "'\($0)' " } ?? ""
      return subject + reason + (offset.map { " (at byte \($0))" } ?? "")
    }
  }

  /// The HTTP status that answers a request with this mistake.
  public var status: Int {
    switch code {
    case .tooLarge: 413
    case .malformedStream, .cutStream: 502
    default: 400
    }
  }

  /// The same error seen from the enclosing value at `path`.
  func inside(_ path: String) -> DialectError {
    var outer = self
    if let inner = parameter {
      outer.parameter = inner.utf8.first == UInt8(ascii: "[") ? path + inner : "\(path).\(inner)"
    } else {
      outer.parameter = path
    }
    return outer
  }
}

extension DialectError: CustomStringConvertible {
  public var description: String { message }
}
