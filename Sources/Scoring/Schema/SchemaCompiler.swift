internal import Dialects

/// Makes nodes of a schema document.
struct SchemaCompiler {
  /// Subschemas that a document may have.
  static let maxNodes = 20_000

  let root: JSONValue
  var nodes: [SchemaNode] = []
  var places = SchemaPlaces()
  /// The node of each place that has been reached.
  private var numbers: [Int: Int] = [:]
  /// The steps to each anchor.
  private var anchors: [UTF8Name: [String]] = [:]
  /// Members of wide objects that references lead through, by name.
  private var members: [Int: [UTF8Name: JSONValue]] = [:]
  /// Places whose nodes are still to be read.
  private var pending: [(number: Int, value: JSONValue)] = []

  init(root: JSONValue) { self.root = root }

  /// All nodes; the first is the document's own.
  mutating func compile() throws(ScoringError) -> [SchemaNode] {
    var steps: [String] = []
    findAnchors(root, &steps)
    _ = try node(root, at: SchemaPlaces.root)
    while let (number, value) = pending.popLast() {
      var node = nodes[number]
      try read(value, into: &node)
      nodes[number] = node
    }
    return nodes
  }

  /// The number of the subschema `value`, which stands at `place`.
  mutating func node(_ value: JSONValue, at place: Int) throws(ScoringError) -> Int {
    if let number = numbers[place] { return number }
    guard value.object != nil || value.bool != nil else {
      throw invalid("a schema must be an object or a boolean", place)
    }
    guard nodes.count < Self.maxNodes else {
      throw ScoringError(.tooLarge, "more than \(Self.maxNodes) subschemas", place: places.pointer(place))
    }
    let number = nodes.count
    numbers[place] = number
    nodes.append(SchemaNode(place: place, always: value.bool))
    pending.append((number, value))
    return number
  }

  /// The number of the subschema that `$ref`, which stands at `here`, names.
  mutating func target(of reference: String, at here: Int) throws(ScoringError) -> Int {
    let bytes = reference.utf8
    guard bytes.first == UInt8(ascii: "#") else {
      throw invalid(
        "'\(reference)' is outside the document; only references that begin with '#' are followed", here)
    }
    let fragment = String(decoding: bytes.dropFirst(), as: UTF8.self)
    var steps = SchemaPlaces.steps(of: reference)
    if let first = fragment.utf8.first, first != UInt8(ascii: "/") {
      steps = anchors[UTF8Name(fragment)]
      guard steps != nil else { throw invalid("no schema has the anchor '\(fragment)'", here) }
    }
    var value: JSONValue? = steps == nil ? nil : root
    var place = SchemaPlaces.root
    for step in steps ?? [] {
      value = value.flatMap { member(of: $0, at: place, step) }
      place = places.place(step, below: place)
    }
    guard let value else { throw invalid("'\(reference)' names nothing in the document", here) }
    return try node(value, at: place)
  }

  /// An error with what is wrong at a place.
  func invalid(_ message: String, _ place: Int) -> ScoringError {
    ScoringError(.invalidSchema, message, place: places.pointer(place))
  }

  // Many references lead through the same object, so one that is wide is looked through once.
  private mutating func member(of value: JSONValue, at place: Int, _ step: String) -> JSONValue? {
    if let elements = value.array {
      guard let index = Int(step), elements.indices.contains(index) else { return nil }
      return elements[index]
    }
    guard let object = value.object, object.count > 16 else { return value[step] }
    if members[place] == nil {
      members[place] = Dictionary(object.map { (UTF8Name($0.0), $0.1) }, uniquingKeysWith: { $1 })
    }
    return members[place]?[UTF8Name(step)]
  }

  private static let literals: Set<UTF8Name> = ["enum", "const", "default", "examples"]

  private mutating func findAnchors(_ value: JSONValue, _ steps: inout [String]) {
    for (name, member) in value.object ?? [] where !Self.literals.contains(UTF8Name(name)) {
      if UTF8Name(name) == "$anchor", let anchor = member.name { anchors[anchor] = steps }
      steps.append(name)
      findAnchors(member, &steps)
      steps.removeLast()
    }
    for (index, element) in (value.array ?? []).enumerated() {
      steps.append(String(index))
      findAnchors(element, &steps)
      steps.removeLast()
    }
  }
}
