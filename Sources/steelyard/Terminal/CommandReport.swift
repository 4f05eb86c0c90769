import Charts
import Foundation

/// What a command has to say, in the form that was asked for: text, a table's rows, or a page with pictures.
struct CommandReport {
  /// A heading with what stands under it.
  struct Section {
    var heading: String
    /// The key of its rows in JSON.
    var key: String
    var paragraphs: [String] = []
    var tables: [TextTable] = []
    var charts: [any Chart] = []
    var notes: [String] = []
  }

  var title: String
  var lead: String
  var sections: [Section]
  /// Sources, licences and counts: the footer of every form.
  var footer: [String]

  func text(_ format: ReportFormat) -> String {
    switch format {
    case .table: terminal
    case .csv: sections.first?.tables.first?.render(.csv) ?? ""
    case .json: json
    case .html: page.html
    }
  }

  private var terminal: String {
    var text = title + "\n" + (lead.isEmpty ? "" : Self.wrapped(lead) + "\n")
    for section in sections {
      text += "\n\(section.heading)\n"
      for paragraph in section.paragraphs { text += Self.wrapped(paragraph) + "\n" }
      text += section.tables.map { $0.render(.table) }.joined(separator: "\n")
      for note in section.notes { text += Self.wrapped(note) + "\n" }
    }
    return text + "\n" + footer.map { Self.wrapped($0) + "\n" }.joined()
  }

  private var json: String {
    var members = ["\"title\": \(Self.literal(title))", "\"lead\": \(Self.literal(lead))"]
    for section in sections {
      let rows = section.tables.map { $0.render(.json).trimmingCharacters(in: .newlines) }
      if rows.count == 1 { members.append("\"\(section.key)\": \(rows[0])") }
      if rows.count > 1 { members.append("\"\(section.key)\": [\(rows.joined(separator: ",\n"))]") }
      let words = section.paragraphs + section.notes
      if !words.isEmpty {
        members.append("\"\(section.key)_notes\": [\(words.map(Self.literal).joined(separator: ", "))]")
      }
    }
    members.append("\"sources\": [\(footer.map(Self.literal).joined(separator: ", "))]")
    return "{\n" + members.joined(separator: ",\n") + "\n}\n"
  }

  private var page: ReportPage {
    ReportPage(
      title: title, lead: lead,
      sections: sections.map { section in
        ReportSection(
          section.heading,
          section.paragraphs.map { .paragraph($0) } + section.charts.map { .chart($0) }
            + section.tables.map { .table($0.dataTable(caption: "")) } + section.notes.map { .note($0) })
      }, footer: footer)
  }

  /// Text in lines of a terminal's usual width.
  static func wrapped(_ text: String, width: Int = 110) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }

  private static func literal(_ text: String) -> String { TextTable.literal(text) }
}
