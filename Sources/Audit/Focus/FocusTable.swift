/// FOCUS rows: a text for each column that has a value, nothing for null.
public struct FocusTable: Hashable, Sendable {
  /// The columns, in order.
  public var columns: [String]
  /// The cells of each row; nil is null.
  public var rows: [[String?]]

  /// A table of any columns.
  public init(columns: [String], rows: [[String?]]) {
    self.columns = columns
    self.rows = rows
  }

  init(rows: [[FocusColumn: String]]) {
    columns = FocusColumn.allCases.map(\.rawValue)
    self.rows = rows.map { row in FocusColumn.allCases.map { column in row[column].map { Self.text($0, column) } } }
  }

  /// RFC 4180 with a header line; null is an empty field.
  public var csv: String {
    var text = columns.joined(separator: ",") + "\r\n"
    for row in rows { text += row.map { Self.field($0 ?? "") }.joined(separator: ",") + "\r\n" }
    return text
  }

  /// An array of objects; numbers keep all their digits, key-value columns are texts that hold JSON.
  public var json: String {
    let kinds = columns.map { FocusColumn(rawValue: $0)?.content ?? .text }
    let lines = rows.map { row in
      let members = row.indices.map { position in
        let name = FocusJSON.text(columns[position])
        guard let value = row[position] else { return "\(name):null" }
        if case .decimal = kinds[position] { return "\(name):\(value)" }
        return "\(name):\(FocusJSON.text(value))"
      }
      return "{" + members.joined(separator: ",") + "}"
    }
    return lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }

  // Readers guess a column's type from its digits, and FOCUS wants decimals: 12 would make it whole numbers.
  private static func text(_ value: String, _ column: FocusColumn) -> String {
    guard case .decimal = column.content, !value.utf8.contains(UInt8(ascii: ".")) else { return value }
    return value + ".0"
  }

  private static func field(_ text: String) -> String {
    let special: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r")]
    guard text.utf8.contains(where: special.contains) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
