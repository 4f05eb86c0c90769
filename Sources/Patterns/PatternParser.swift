/// Reads a regular expression into a tree.
struct PatternParser {
  /// Scalars that an expression may have.
  static let maxLength = 4000
  /// Groups that may be nested.
  static let maxDepth = 50
  /// Times that something may be repeated.
  static let maxRepetitions = 1000

  let scalars: [Unicode.Scalar]
  let source: String
  var index = 0
  private(set) var ignoresCase: Bool
  private var isMultiline = false
  private var dotMatchesNewline = false
  private var depth = 0

  init(_ source: String, ignoringCase: Bool) {
    self.source = source
    scalars = Array(source.unicodeScalars.prefix(Self.maxLength + 1))
    ignoresCase = ignoringCase
  }

  /// The tree of the whole expression.
  mutating func parse() throws(PatternError) -> PatternNode {
    guard scalars.count <= Self.maxLength else {
      throw PatternError(.tooLarge, "the pattern is longer than \(Self.maxLength) characters")
    }
    flags()
    let tree = try choice()
    guard index == scalars.count else { throw error("')' closes no group") }
    return tree
  }

  /// An error at the scalar that was read last.
  func error(_ message: String, _ code: PatternError.Code = .malformed) -> PatternError {
    let shown = scalars.count > 80 ? String(source.prefix(80)) + "…" : source
    return PatternError(code, "\(message) (in '\(shown)')", position: index + 1)
  }

  /// The next scalar, nil at the end.
  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  /// Moves past `text` if it stands here.
  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private mutating func flags() {
    guard scalars.starts(with: "(?".unicodeScalars), let close = scalars.firstIndex(of: ")"), close > 2,
      scalars[2..<close].allSatisfy({ "ims".unicodeScalars.contains($0) })
    else { return }
    let given = scalars[2..<close]
    ignoresCase = ignoresCase || given.contains("i")
    isMultiline = given.contains("m")
    dotMatchesNewline = given.contains("s")
    index = close + 1
  }

  private mutating func choice() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maxDepth else {
      throw error("groups are nested deeper than \(Self.maxDepth) levels", .tooLarge)
    }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" { parts.append(try quantified(try atom())) }
    return .sequence(parts)
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = next else { throw error("the pattern ends too early") }
    index += 1
    switch scalar {
    case "(":
      if take("?=") || take("?!") || take("?<=") || take("?<!") {
        throw error(
          "look-around is not supported, because it cannot be matched in linear time; use several patterns",
          .unsupported)
      }
      if !take("?:"), take("?") { try groupName() }
      let inner = try choice()
      guard take(")") else { throw error("a group is not closed") }
      return inner
    case "[": return .scalar(try bracket())
    case ".": return .scalar(dotMatchesNewline ? .any : .notNewline)
    case "^": return .assertion(isMultiline ? .lineStart : .start)
    case "$": return .assertion(isMultiline ? .lineEnd : .end)
    case "\\": return try escape()
    case "*", "+", "?": throw error("'\(scalar)' has nothing to repeat")
    default: return .scalar(.single(scalar))
    }
  }

  private mutating func groupName() throws(PatternError) {
    guard take("<"), let close = scalars[index...].firstIndex(of: ">"), close > index,
      scalars[index..<close].allSatisfy({ ScalarSet.word.contains($0) })
    else {
      throw error(
        "after '(?' only ':', a name in '<>' and, in front of everything, flags 'ims' are supported", .unsupported)
    }
    index = close + 1
  }

  private mutating func quantified(_ node: PatternNode) throws(PatternError) -> PatternNode {
    var least = 1
    var most: Int? = 1
    if take("*") {
      (least, most) = (0, nil)
    } else if take("+") {
      (least, most) = (1, nil)
    } else if take("?") {
      (least, most) = (0, 1)
    } else if let counts = try braces() {
      (least, most) = counts
    } else {
      return node
    }
    // Lazy or not makes no difference to whether there is a match.
    _ = take("?")
    if let next, "*+?".unicodeScalars.contains(next) { throw error("'\(next)' repeats a repetition") }
    return .repetition(node, least: least, most: most)
  }

  /// `{n}`, `{n,}` or `{n,m}`; a brace that begins none of them is a character.
  private mutating func braces() throws(PatternError) -> (Int, Int?)? {
    guard next == "{", let close = scalars[index...].prefix(16).firstIndex(of: "}") else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[(index + 1)..<close])
    let bounds = String(view).split(separator: ",", omittingEmptySubsequences: false)
    guard 1...2 ~= bounds.count, let least = Int(bounds[0]), least >= 0 else { return nil }
    let most = bounds.count == 1 ? least : bounds[1].isEmpty ? nil : Int(bounds[1])
    if bounds.count == 2, !bounds[1].isEmpty, most == nil { return nil }
    index = close + 1
    guard max(least, most ?? 0) <= Self.maxRepetitions else {
      throw error("something is repeated more than \(Self.maxRepetitions) times", .tooLarge)
    }
    if let most, most < least { throw error("{\(least),\(most)} has its bounds the wrong way round") }
    return (least, most)
  }
}
