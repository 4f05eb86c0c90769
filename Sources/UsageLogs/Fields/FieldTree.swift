/// Which keys of a record mean what, as a tree of objects: built once, then only looked up.
struct FieldTree: Sendable {
  /// How the value of a key is entered.
  enum Child: UInt8 {
    case none
    /// An object, or text that holds one.
    case object
    /// A list of objects, each a row of its own that inherits what stands above.
    case items
    /// A list of `{"key": …, "value": {"stringValue": …}}` as in OTLP.
    case attributes
  }

  /// What a key means: the slot of its value, and how the value is entered.
  struct Meaning: Sendable {
    var slot: Slot?
    var child = Child.none
    var node = 0
  }

  /// A key that means something.
  struct Entry: Sendable {
    var name: [UInt8]
    var first: UInt64
    var last: UInt64
    var meaning: Meaning
  }

  /// An object's keys, in a table with open addressing.
  struct Node: Sendable {
    var entries: [Entry] = []
    var table: [Int16] = []
  }

  private(set) var nodes = [Node()]

  /// A tree from paths: `a.b` is a key in an object, `a[].b` one in each object of a list, `a<b>` the attribute b.
  init(_ fields: KeyValuePairs<String, Slot>) { self.init(fields.map { ($0.key, $0.value) }) }

  /// A tree from paths and what they mean.
  init(_ fields: [(path: String, slot: Slot)]) {
    for (path, slot) in fields { insert(FieldPath.steps(path), slot) }
    for index in nodes.indices { buildTable(index) }
  }

  /// A tree whose records lie in the list `container` of a page.
  init(page container: String, of tree: FieldTree) {
    nodes = tree.nodes
    let root = nodes.count
    nodes.append(nodes[0])
    // The page becomes the root, so the record's own root moves to the end.
    nodes[0] = Node(entries: [Self.entry(container, child: .items, node: root)])
    buildTable(0)
  }

  private static func entry(_ name: String, child: Child, node: Int) -> Entry {
    let bytes = Array(name.utf8)
    let (first, last) = bytes.withView(bytes.count) { Self.ends($0) }
    return Entry(name: bytes, first: first, last: last, meaning: Meaning(child: child, node: node))
  }

  private mutating func insert(_ steps: [FieldPath.Step], _ slot: Slot) {
    var node = 0
    for (position, step) in steps.enumerated() {
      let isLast = position == steps.count - 1
      var index = nodes[node].entries.firstIndex { $0.name == Array(step.name.utf8) }
      if index == nil {
        nodes[node].entries.append(Self.entry(step.name, child: .none, node: 0))
        index = nodes[node].entries.count - 1
      }
      guard let index else { return }
      if isLast { nodes[node].entries[index].meaning.slot = slot }
      guard !isLast else { return }
      if nodes[node].entries[index].meaning.child == .none {
        nodes.append(Node())
        nodes[node].entries[index].meaning.child = step.child
        nodes[node].entries[index].meaning.node = nodes.count - 1
      }
      node = nodes[node].entries[index].meaning.node
    }
  }

  private mutating func buildTable(_ node: Int) {
    var size = 8
    while size < nodes[node].entries.count * 3 { size *= 2 }
    var table = [Int16](repeating: -1, count: size)
    for (index, entry) in nodes[node].entries.enumerated() {
      var place = Self.place(entry.first, entry.last, entry.name.count, size)
      while table[place] >= 0 { place = (place + 1) & (size - 1) }
      table[place] = Int16(truncatingIfNeeded: index)
    }
    nodes[node].table = table
  }
}
