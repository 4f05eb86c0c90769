import Dialects
import Ledger

/// What a caller says of an answer: `{"decision": "01J…", "rating": "good", "comment": "…"}`.
struct FeedbackMessage: Hashable, Sendable {
  /// Bytes of a body, at most.
  static let bodyLimit = 16 << 10
  /// Characters of a comment that are kept.
  static let commentLimit = 2_000

  /// The decision's name as it was given; one that is no name is as unknown as one that nobody made.
  var decision: DecisionID?
  /// −1 bad, 0 neutral, 1 good.
  var rating: Int
  var comment: String?

  /// Reads a body, or says what is wrong with it.
  init(_ body: Span<UInt8>) throws(WireError) {
    let members: [(String, JSONValue)]
    do throws(DialectError) {
      guard case .object(let found) = try JSONValue.parse(body, maxDepth: 4, maxValues: 64) else {
        throw DialectError(.invalidJSON, "an object is needed")
      }
      members = found
    } catch {
      throw WireError(error)
    }
    let known = ["decision", "rating", "comment"]
    if let other = members.first(where: { !known.contains($0.0) }) {
      throw Self.invalid(other.0, "is not known; there are \(known.joined(separator: ", "))")
    }
    let value = JSONValue.object(members)
    guard let name = value["decision"]?.string else {
      throw Self.invalid("decision", "must be the value of a reply's x-steelyard-decision header")
    }
    decision = DecisionID(name)
    guard let rating = Self.rating(value["rating"]) else {
      throw Self.invalid("rating", "must be \"good\", \"bad\", \"neutral\" or a number from -1 to 1")
    }
    self.rating = rating
    if let comment = value["comment"], !comment.isNull {
      guard let text = comment.string else { throw Self.invalid("comment", "must be text") }
      self.comment = text.isEmpty ? nil : String(text.prefix(Self.commentLimit))
    }
  }

  private static func rating(_ value: JSONValue?) -> Int? {
    switch value {
    case .string("good")?: return 1
    case .string("neutral")?: return 0
    case .string("bad")?: return -1
    case .number(let text)?:
      guard let number = Double(text), (-1...1).contains(number) else { return nil }
      return Int(number.rounded(.toNearestOrAwayFromZero))
    default: return nil
    }
  }

  private static func invalid(_ field: String, _ reason: String) -> WireError {
    WireError(
      status: 400, message: "'\(field.prefix(100))' \(reason)", code: "invalid_feedback",
      param: String(field.prefix(100)))
  }
}
