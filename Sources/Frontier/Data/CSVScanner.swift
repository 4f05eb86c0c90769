/// Finds the cells of a table in one pass over its bytes.
struct CSVScanner {
  private let bytes: [UInt8]
  private let file: String
  private(set) var heading: [CSVCell] = []
  private(set) var cells: [CSVCell] = []
  private(set) var lines: [Int32] = []
  private(set) var excluded: [Exclusion] = []
  private var row: [CSVCell] = []
  private var oversized: Int?

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func scan() throws(CSVTable.Malformed) {
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var start = index
    var line = 1
    var first = 1
    var quotes = Quotes()
    while index < bytes.count {
      let byte = bytes[index]
      if quotes.isOpen {
        if byte == 0x22 {
          if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
            quotes.isDoubled = true
            index += 1
          } else {
            quotes.isOpen = false
            quotes.closed = index
          }
        } else if byte == 0x0A {
          line += 1
        }
      } else if byte == 0x2C {
        endCell(start, index, quotes)
        quotes = Quotes()
        start = index + 1
      } else if byte == 0x0A {
        endCell(start, index, quotes)
        try endRow(first, line)
        quotes = Quotes()
        start = index + 1
        line += 1
        first = line
      } else if byte == 0x22, index == start {
        quotes.isOpen = true
        quotes.wasOpen = true
      } else if byte == 0x0D {
        quotes.returns += 1
      }
      index += 1
    }
    guard !quotes.isOpen else { throw malformed(first, "a quotation mark is never closed") }
    if start < bytes.count || !row.isEmpty {
      endCell(start, bytes.count, quotes)
      try endRow(first, line)
    }
    try check()
  }

  /// What is known of the quotation marks of the cell at hand.
  private struct Quotes {
    var isOpen = false
    var wasOpen = false
    var isDoubled = false
    var closed = -1
    var returns = 0
  }

  private mutating func endCell(_ start: Int, _ end: Int, _ quotes: Quotes) {
    var end = end
    var returns = quotes.returns
    if returns > 0, end > start, bytes[end - 1] == 0x0D {
      end -= 1
      returns -= 1
    }
    if end - start > CSVTable.largestCell { oversized = oversized ?? row.count }
    let isSimple = quotes.wasOpen && !quotes.isDoubled && quotes.closed == end - 1
    let margin = isSimple ? 1 : 0
    row.append(
      CSVCell(
        start: UInt32(start + margin), end: UInt32(end - margin),
        isRaw: returns > 0 || quotes.wasOpen && !isSimple))
  }

  private mutating func endRow(_ first: Int, _ last: Int) throws(CSVTable.Malformed) {
    defer {
      row.removeAll(keepingCapacity: true)
      oversized = nil
    }
    if row.count == 1, let only = row.first, only.start == only.end, first == last { return }
    guard !heading.isEmpty else {
      guard row.count <= CSVTable.mostColumns else {
        throw malformed(first, "there are \(row.count) columns; at most \(CSVTable.mostColumns) are read")
      }
      heading = row
      if oversized != nil { throw malformed(first, "a column's name is longer than \(CSVTable.largestCell) bytes") }
      return
    }
    let span = first == last ? "" : "; a quotation mark makes it span the lines to \(last)"
    if row.count != heading.count {
      let problem = "\(row.count) cells where the heading has \(heading.count)\(span)"
      excluded.append(Exclusion(.wrongCellCount, file: file, row: first, problem: problem))
    } else if let oversized {
      excluded.append(
        Exclusion(
          .oversizedCell, file: file, row: first, column: heading[oversized].text(bytes),
          problem: "has more than \(CSVTable.largestCell) bytes\(span)"))
    } else {
      guard lines.count < CSVTable.mostRows else {
        throw malformed(first, "there are more than \(CSVTable.mostRows) rows")
      }
      cells.append(contentsOf: row)
      lines.append(Int32(clamping: first))
    }
  }

  /// Refuses what cannot be a table of this kind, with what it may be instead.
  private func check() throws(CSVTable.Malformed) {
    guard !heading.isEmpty else { throw malformed(1, "the file is empty") }
    if heading.count == 1, let only = heading.first {
      let text = only.text(bytes)
      for (separator, name) in [(";", "semicolons"), ("\t", "tabs")] where text.contains(separator) {
        throw malformed(1, "cells are separated by \(name) where commas are expected")
      }
      if lines.isEmpty, bytes.contains(0x0D), !bytes.contains(0x0A) {
        throw malformed(1, "lines end with a carriage return only")
      }
    }
    if lines.isEmpty, let first = excluded.first { throw malformed(first.row, first.problem) }
  }

  private func malformed(_ row: Int, _ problem: String) -> CSVTable.Malformed {
    .init(file: file, row: row, problem: problem)
  }
}
