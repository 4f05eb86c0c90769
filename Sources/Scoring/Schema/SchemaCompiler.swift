internal import Dialects

/// Makes nodes of a schema document.
struct SchemaCompiler {
  /// Subschemas that a document may have.
  static let maxNodes = 20_000

  let root: JSONValue
  var nodes: [SchemaNode] = []
  /// The node of each place that has been reached.
  private var numbers: [String: Int] = [:]
  private var anchors: [String: String] = [:]
  /// Places whose nodes are still to be read.
  private var pending: [(number: Int, value: JSONValue)] = []

  init(root: JSONValue) { self.root = root }

  /// All nodes; the first is the document's own.
  mutating func compile() throws(ScoringError) -> [SchemaNode] {
    findAnchors(root, place: "#")
    _ = try node(root, at: "#")
    while let (number, value) = pending.popLast() {
      var node = nodes[number]
      try read(value, into: &node)
      nodes[number] = node
    }
    return nodes
  }

  /// The number of the subschema `value`, which stands at `place`.
  mutating func node(_ value: JSONValue, at place: String) throws(ScoringError) -> Int {
    if let number = numbers[place] { return number }
    guard value.object != nil || value.bool != nil else {
      throw ScoringError(.invalidSchema, "a schema must be an object or a boolean", place: place)
    }
    guard nodes.count < Self.maxNodes else {
      throw ScoringError(.tooLarge, "more than \(Self.maxNodes) subschemas", place: place)
    }
    let number = nodes.count
    numbers[place] = number
    nodes.append(SchemaNode(place: place, always: value.bool))
    pending.append((number, value))
    return number
  }

  /// The number of the subschema that `$ref` names.
  mutating func target(of reference: String, from place: String) throws(ScoringError) -> Int {
    let here = "\(place)/$ref"
    guard reference.hasPrefix("#") else {
      throw ScoringError(
        .invalidSchema, "'\(reference)' is outside the document; only references that begin with '#' are followed",
        place: here)
    }
    var pointer = reference
    if !reference.dropFirst().isEmpty, !reference.dropFirst().hasPrefix("/") {
      guard let anchored = anchors[String(reference.dropFirst())] else {
        throw ScoringError(.invalidSchema, "no schema has the anchor '\(reference.dropFirst())'", place: here)
      }
      pointer = anchored
    }
    var value = root
    for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      guard let step = Self.step(part), let next = Self.member(value, step) else {
        throw ScoringError(.invalidSchema, "'\(reference)' names nothing in the document", place: here)
      }
      value = next
    }
    return try node(value, at: pointer)
  }

  private static func member(_ value: JSONValue, _ step: String) -> JSONValue? {
    if let elements = value.array {
      guard let index = Int(step), elements.indices.contains(index) else { return nil }
      return elements[index]
    }
    return value[step]
  }

  /// One step of a pointer in a fragment, its escapes undone (RFC 6901 §6).
  private static func step(_ part: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = part.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self).replacing("~1", with: "/").replacing("~0", with: "~")
  }

  /// One step of a pointer as it is written in a place.
  static func escaped(_ name: String) -> String { name.replacing("~", with: "~0").replacing("/", with: "~1") }

  private mutating func findAnchors(_ value: JSONValue, place: String) {
    for (name, member) in value.object ?? [] where !["enum", "const", "default", "examples"].contains(name) {
      if name == "$anchor", let anchor = member.string { anchors[anchor] = place }
      findAnchors(member, place: "\(place)/\(Self.escaped(name))")
    }
    for (index, element) in (value.array ?? []).enumerated() { findAnchors(element, place: "\(place)/\(index)") }
  }
}
