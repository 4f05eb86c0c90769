/// What a file's records look like: its format, and for tables what each column means.
final class FileSchema: Sendable {
  let table: FormatTable
  let framing: LogFraming
  /// The fields from the record's root on.
  let tree: FieldTree
  /// What each column means; empty unless the file is a table or a dump.
  let columns: [FieldTree.Meaning?]
  /// The columns' names.
  let heading: [String]
  /// Whether records are INSERT statements.
  let isInsert: Bool

  init(_ table: FormatTable, _ framing: LogFraming, page: String? = nil, heading: [String] = [], isInsert: Bool = false)
  {
    self.table = table
    self.framing = framing
    tree = page.map { FieldTree(page: $0, of: table.fields) } ?? table.fields
    let fields = table.fields
    columns = heading.map { fields.meaning(ofColumn: $0) }
    self.heading = heading
    self.isInsert = isInsert
  }
}

extension FieldTree {
  /// What a column of a table means: by its whole name, or as a path with dots.
  func meaning(ofColumn name: String) -> Meaning? {
    let bytes = Array(name.utf8)
    if let meaning = bytes.withView(bytes.count, { meaning(of: $0, in: 0) }) { return meaning }
    var node = 0
    var found: Meaning?
    for step in name.split(separator: ".") {
      let key = Array(step.utf8)
      guard let meaning = key.withView(key.count, { meaning(of: $0, in: node) }) else { return nil }
      found = meaning
      node = meaning.node
      if meaning.child != .object { node = Int.max }
    }
    return found
  }
}
