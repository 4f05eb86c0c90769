internal import Yams

/// A character that a text does not have and that stands for its asterisks while it is parsed.
struct AliasMark {
  private let scalar: Unicode.Scalar?
  // How the private characters begin in UTF-8: a text without these bytes has none of them.
  private static func begins(_ byte: UInt8) -> Bool { byte == 0xEE || byte == 0xEF }

  /// Nil when the text has all of the private characters.
  init?(absentFrom text: String) {
    guard text.utf8.contains(UInt8(ascii: "*")) else {
      scalar = nil
      return
    }
    guard text.utf8.contains(where: Self.begins) else {
      scalar = "\u{E000}"
      return
    }
    var used: Set<Unicode.Scalar> = []
    for scalar in text.unicodeScalars where scalar.value >= 0xE000 && scalar.value <= 0xF8FF { used.insert(scalar) }
    let free = (0xE000...0xF8FF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init).first {
      !used.contains($0)
    }
    guard let free else { return nil }
    scalar = free
  }

  func hidingAliases(in text: String) -> String {
    guard let scalar else { return text }
    let mark = Array(String(scalar).utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 9 / 8)
    for byte in text.utf8 {
      if byte == UInt8(ascii: "*") { bytes += mark } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text as it was written.
  func restored(_ text: String) -> String {
    guard let scalar, text.utf8.contains(where: Self.begins) else { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: text.unicodeScalars.lazy.map { $0 == scalar ? "*" : $0 })
    return String(scalars)
  }

  /// What follows the asterisk at the beginning of a plain value, which only an alias can have.
  func alias(_ text: String) -> String? {
    guard let scalar, text.unicodeScalars.first == scalar else { return nil }
    return String(text.unicodeScalars.dropFirst())
  }
}

/// Turns the parser's nodes into ours, and aliases into what they stand for.
struct YAMLComposer {
  /// A node with what it costs to walk through it, anchors unfolded.
  struct Composed {
    var node: YAMLNode
    var values: Int
    var height: Int
  }

  static let mostValues = 1_000_000
  static let deepest = 64

  private let file: String
  private let mark: AliasMark
  private var anchors: [String: Composed] = [:]
  private var values = 0
  /// Nodes looked at, an alias as one whatever it stands for: the work that was done.
  private(set) var steps = 0

  init(file: String, mark: AliasMark) {
    self.file = file
    self.mark = mark
  }

  mutating func compose(_ node: Node, depth: Int) throws(YAMLError) -> Composed {
    steps += 1
    let place = YAMLNode(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, content: .null)
    guard depth < Self.deepest else { throw place.error("nested too deeply") }
    var composed = try content(node, place, depth)
    composed.height += 1
    if let anchor = node.anchor { anchors[anchor.rawValue] = composed }
    return composed
  }

  private mutating func content(_ node: Node, _ place: YAMLNode, _ depth: Int) throws(YAMLError) -> Composed {
    func make(_ content: YAMLNode.Content) -> YAMLNode {
      YAMLNode(file: file, line: place.line, column: place.column, content: content)
    }
    let before = values
    var height = 0
    switch node {
    case .scalar(let scalar):
      let plain = scalar.style == .plain || scalar.style == .any
      if plain, let name = mark.alias(scalar.string) { return try unfolded(name, place, depth) }
      // A long text costs more than a short one wherever it is put in.
      try spend(1 + scalar.string.utf8.count / 256, at: place)
      let isNull = plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      let content = isNull ? .null : YAMLNode.Content.scalar(mark.restored(scalar.string), quoted: !plain)
      return Composed(node: make(content), values: values - before, height: 0)
    case .sequence(let sequence):
      try spend(1, at: place)
      var items: [YAMLNode] = []
      for item in sequence {
        let composed = try compose(item, depth: depth + 1)
        items.append(composed.node)
        height = max(height, composed.height)
      }
      return Composed(node: make(.sequence(items)), values: values - before, height: height)
    case .mapping(let mapping):
      try spend(1, at: place)
      var entries: [(key: String, keyNode: YAMLNode, value: YAMLNode)] = []
      var names: Set<String> = []
      for (key, value) in mapping {
        let keyNode = try compose(key, depth: depth + 1).node
        guard case .scalar(let name, _) = keyNode.content else { throw keyNode.error("a key must be a single value") }
        guard names.insert(name).inserted else {
          throw keyNode.error("the key '\(name)' is given twice in this mapping")
        }
        let composed = try compose(value, depth: depth + 1)
        entries.append((name, keyNode, composed.node))
        height = max(height, composed.height)
      }
      return Composed(node: make(.mapping(entries)), values: values - before, height: height)
    case .alias: throw place.error("aliases are not supported here")
    }
  }

  private mutating func unfolded(_ name: String, _ place: YAMLNode, _ depth: Int) throws(YAMLError) -> Composed {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isOfName) else {
      throw place.error("'*\(mark.restored(name))' is not the name of an anchor; put text that begins with * in quotes")
    }
    guard var anchored = anchors[name] else { throw place.error("the alias '*\(name)' has no anchor before it") }
    guard depth + anchored.height <= Self.deepest else { throw place.error("nested too deeply") }
    try spend(anchored.values, at: place)
    anchored.height -= 1
    return anchored
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  // Bounds what anchors and aliases can unfold to ("billion laughs").
  private mutating func spend(_ count: Int, at place: YAMLNode) throws(YAMLError) {
    guard count <= Self.mostValues - values else { throw place.error("unfolds to too many values") }
    values += count
  }
}
