import Charts
import Foundation

/// Rows under headings: aligned for a terminal, or as CSV, or as JSON objects keyed by the headings.
struct TextTable {
  /// A heading and how its cells are aligned.
  struct Column {
    enum Alignment { case left, right }
    var title: String
    var alignment: Alignment

    init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row; missing cells are blank.
  mutating func add(_ cells: [String]) {
    rows.append(Array(cells.prefix(columns.count)) + Array(repeating: "", count: max(0, columns.count - cells.count)))
  }

  /// The table as text that ends with a line break.
  func render(_ format: OutputFormat) -> String {
    switch format {
    case .table: terminal()
    case .csv: ([columns.map(\.title)] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    case .json: json()
    }
  }

  private func terminal(columns wide: Int? = Terminal.width) -> String {
    let cells = [columns.map(\.title)] + rows
    var widths = columns.indices.map { index in cells.map { Self.width($0[index]) }.max() ?? 0 }
    let last = columns.indices.last ?? 0
    let before = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    // A terminal breaks long lines anywhere; words in the last column are broken here, under their heading.
    if let wide, before + (widths.last ?? 0) > wide, columns.last?.alignment == .left {
      widths[last] = max(24, wide - before)
    }
    func line(_ row: [String]) -> String {
      var text = ""
      for (index, column) in columns.enumerated() {
        let padding = String(repeating: " ", count: max(0, widths[index] - Self.width(row[index])))
        text += column.alignment == .left ? row[index] + padding : padding + row[index]
        if index < last { text += "  " }
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text + "\n"
    }
    func lines(_ row: [String]) -> String {
      guard let end = row.last, Self.width(end) > widths[last] else { return line(row) }
      let parts = CommandReport.wrapped(end, width: widths[last]).split(separator: "\n")
      let indent = Array(repeating: "", count: last)
      return parts.enumerated().map { line(($0 == 0 ? Array(row.dropLast()) : indent) + [String($1)]) }.joined()
    }
    let rule = widths.map { String(repeating: "─", count: $0) }
    return line(cells[0]) + line(rule) + rows.map(lines).joined()
  }

  /// The table for a Markdown document.
  func markdown() -> String {
    func line(_ row: [String]) -> String {
      "| " + row.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    let rule = columns.map { $0.alignment == .left ? "---" : "---:" }
    return line(columns.map(\.title)) + line(rule) + rows.map(line).joined()
  }

  /// The table for a page.
  func dataTable(caption: String) -> DataTable {
    DataTable(
      caption: caption,
      columns: columns.map { $0.alignment == .left ? .text($0.title) : .number($0.title) }, rows: rows)
  }

  private func json() -> String {
    let keys = columns.map { $0.title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_") }
    let objects = rows.map { row in
      "  {" + zip(keys, row).map { "\(Self.literal($0)): \(Self.literal($1))" }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// Text as JSON writes it.
  static func literal(_ text: String) -> String {
    guard
      let data = try? JSONSerialization.data(
        withJSONObject: text, options: [.fragmentsAllowed, .withoutEscapingSlashes])
    else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\r\n".contains($0) }) else { return cell }
    return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// Columns of a terminal that a text takes: two for East Asian wide characters.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: sum
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        sum + 2
      default: sum + 1
      }
    }
  }
}
