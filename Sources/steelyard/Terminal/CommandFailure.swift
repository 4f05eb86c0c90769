/// What went wrong while a command ran, in a sentence. Unlike a `ValidationError` it is not followed by the usage, since
/// the usage was not at fault.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
