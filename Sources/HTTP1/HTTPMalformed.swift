/// What is wrong with an HTTP/1.1 message.
package struct HTTPMalformed: Error, Equatable, CustomStringConvertible {
  package var description: String
  /// The status that a server answers such a request with: 400, 414 for its target, 431 for its fields.
  package var status: Int
  /// What programs are told: `invalid_http` for bytes that are no message, `invalid_header` for a field's content.
  package var code: String

  /// Says what is wrong.
  package init(_ description: String, status: Int = 400, code: String = "invalid_http") {
    self.description = description
    self.status = status
    self.code = code
  }

  /// True when something is longer than is allowed, which has a status of its own.
  package var isTooLong: Bool { status == 414 || status == 431 }
}
