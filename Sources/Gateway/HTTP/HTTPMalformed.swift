/// What is wrong with an HTTP/1.1 message.
struct HTTPMalformed: Error, Equatable, CustomStringConvertible {
  var description: String
  /// True when the head is longer than is allowed, which has a status of its own.
  var isTooLong: Bool
  /// What programs are told: `invalid_http` for bytes that are no message, `invalid_header` for a field's content.
  var code: String

  init(_ description: String, isTooLong: Bool = false, code: String = "invalid_http") {
    self.description = description
    self.isTooLong = isTooLong
    self.code = code
  }
}
