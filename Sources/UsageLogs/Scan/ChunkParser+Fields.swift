extension ChunkParser {
  mutating func cells(
    _ count: Int, _ schema: FileSchema, _ isLast: Bool, _ text: ByteView, _ each: (LoggedCall) -> Void
  ) {
    guard count == schema.columns.count else {
      return broken(isLast ? .truncatedRecord : .wrongFieldCount, text, "\(count) fields of \(schema.columns.count)")
    }
    deliver(schema, text, each)
  }

  mutating func take(_ cell: RawValue, _ column: Int, _ schema: FileSchema) {
    guard column < schema.columns.count, let meaning = schema.columns[column] else { return }
    keep(cell, meaning, schema.table.fields)
  }

  @inline(__always)
  private mutating func keep(_ value: RawValue, _ meaning: FieldTree.Meaning, _ tree: FieldTree) {
    if let slot = meaning.slot { values.keep(value, in: slot) }
    guard meaning.child != .none else { return }
    _ = enter(value, meaning, tree)
  }

  /// A list whose elements are rows.
  private struct Items {
    var list: ByteView
    var node: Int
  }

  // Fills in what lies below a value, and returns the list of rows if there is one.
  private mutating func enter(_ value: RawValue, _ meaning: FieldTree.Meaning, _ tree: FieldTree) -> Items? {
    var value = value
    if value.kind == .string || value.kind == .cell {
      // JSON within text, as tables hold it.
      var scanner = JSONScanner(value.decoded(in: arena))
      guard scanner.peek() == UInt8(ascii: "{") || scanner.peek() == UInt8(ascii: "["), let inner = scanner.value()
      else { return nil }
      value = inner
    }
    switch (meaning.child, value.kind) {
    case (.object, .object), (.attributes, .object):
      var scanner = JSONScanner(value.bytes)
      return fields(&scanner, meaning.node, tree).items
    case (.attributes, .array): attributes(value.bytes, meaning.node, tree)
    case (.items, .array): return Items(list: value.bytes, node: meaning.node)
    default: break
    }
    return nil
  }

  // Fills in the members of an object that comes next; false if it cannot be read.
  @inline(__always)
  private mutating func fields(
    _ scanner: inout JSONScanner, _ node: Int, _ tree: FieldTree
  ) -> (isWhole: Bool, items: Items?) {
    guard scanner.take(UInt8(ascii: "{")) else { return (false, nil) }
    if scanner.take(UInt8(ascii: "}")) { return (true, nil) }
    var items: Items?
    repeat {
      guard let key = scanner.key(), let value = scanner.value() else { return (false, items) }
      guard let meaning = tree.meaning(of: key, in: node) else { continue }
      if let slot = meaning.slot { values.keep(value, in: slot) }
      if meaning.child != .none, let found = enter(value, meaning, tree), items == nil { items = found }
    } while scanner.take(UInt8(ascii: ","))
    return (scanner.take(UInt8(ascii: "}")), items)
  }

  // `[{"key": "gen_ai.system", "value": {"stringValue": "openai"}}, …]`
  private mutating func attributes(_ list: ByteView, _ node: Int, _ tree: FieldTree) {
    var scanner = JSONScanner(list, from: 1)
    while let attribute = scanner.value() {
      if attribute.kind == .object { self.attribute(attribute.bytes, node, tree) }
      guard scanner.take(UInt8(ascii: ",")) else { break }
    }
  }

  private mutating func attribute(_ object: ByteView, _ node: Int, _ tree: FieldTree) {
    var scanner = JSONScanner(object, from: 1)
    var meaning: FieldTree.Meaning?
    var held: RawValue?
    while let key = scanner.key(), let value = scanner.value() {
      if key.matches("key") { meaning = tree.meaning(of: value.bytes, in: node) }
      if key.matches("value"), value.kind == .object {
        var inner = JSONScanner(value.bytes, from: 1)
        if inner.key() != nil { held = inner.value() }
      }
      guard scanner.take(UInt8(ascii: ",")) else { break }
    }
    if let held, let slot = meaning?.slot { values.keep(held, in: slot) }
  }

  // An object that is a row, or holds a list of rows that inherit what it says.
  mutating func rows(
    _ scanner: inout JSONScanner, _ node: Int, _ schema: FileSchema, _ each: (LoggedCall) -> Void
  ) -> Bool {
    let start = scanner.position
    let (isWhole, items) = fields(&scanner, node, schema.tree)
    guard isWhole else { return false }
    guard let items else {
      deliver(schema, scanner.bytes[start..<scanner.position], each)
      return true
    }
    let inherited = values.present
    var elements = JSONScanner(items.list, from: 1)
    if elements.take(UInt8(ascii: "]")) { return true }
    repeat {
      var isRead = elements.peek() == UInt8(ascii: "{")
      if isRead { isRead = rows(&elements, items.node, schema, each) }
      guard isRead else { return false }
      values.present = inherited
    } while elements.take(UInt8(ascii: ","))
    return elements.take(UInt8(ascii: "]"))
  }
}
