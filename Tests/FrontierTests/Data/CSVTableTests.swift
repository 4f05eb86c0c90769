import Frontier
import Testing

@Suite("Tables of comma-separated values")
struct CSVTableTests {
  @Test("quotes, commas, line breaks and both line endings are read as RFC 4180 has them")
  func quoting() throws {
    let table = try CSVTable("\u{FEFF}a,b\r\n\"x,\"\"y\"\"\",2\r\n\r\n\"two\nlines\",\"\"\nlast,é", file: "f.csv")
    #expect(table.columns == ["a", "b"])
    #expect(table.rows.map { Array($0.cells) } == [["x,\"y\"", "2"], ["two\nlines", ""], ["last", "é"]])
    #expect(table.rows.map(\.line) == [2, 4, 6])
  }

  @Test("a row with too few cells is left out with its line, and the others stay")
  func ragged() throws {
    let table = try CSVTable("a,b\n1,2\n3\n4,5,6\n7,8\n", file: "f.csv")
    #expect(table.rows.map(\.line) == [2, 5])
    #expect(table.excluded.map(\.row) == [3, 4])
    #expect(table.excluded.allSatisfy { $0.kind == .wrongCellCount })
    #expect(table.excluded.first?.description == "f.csv:3: 1 cells where the heading has 2")
  }

  @Test("a quotation mark that swallows lines is told by the lines it spans")
  func swallowed() throws {
    let table = try CSVTable("a,b\n\"1,2\n3,4\n5\",6\n7,8,9\n10,11\n", file: "f.csv")
    #expect(table.rows.map { $0.cells[1] } == ["6", "11"])
    let cut = try CSVTable("a,b\n1,2\n\"1,2\n3,4\n5\"\n10,11\n", file: "f.csv")
    #expect(
      cut.excluded.map(\.problem) == ["1 cells where the heading has 2; a quotation mark makes it span the lines to 5"])
  }

  @Test("a cell beyond the limit is left out by its column")
  func oversized() throws {
    let long = String(repeating: "x", count: CSVTable.largestCell + 1)
    let table = try CSVTable("a,b\n1,\(long)\n3,4\n", file: "f.csv")
    #expect(table.rows.count == 1)
    #expect(table.excluded.map(\.column) == ["b"])
    #expect(table.excluded.map(\.kind) == [.oversizedCell])
  }

  @Test(
    "what is no such table is refused with a reason",
    arguments: [
      ("", "the file is empty"), ("a,b\n\"1,2\n", "never closed"), ("a;b\n1;2\n", "semicolons"),
      ("a\tb\n1\t2\n", "tabs"),
      ("a\r1\r2\r", "carriage return"), ("a,b\n1\n", "1 cells where"),
    ])
  func refused(_ text: String, _ reason: String) throws {
    let error = try #require(throws: CSVTable.Malformed.self) { try CSVTable(text, file: "f.csv") }
    #expect(error.description.contains(reason))
    #expect(error.description.hasPrefix("f.csv:"))
  }

  @Test("more columns than the limit are refused")
  func columns() {
    let heading = (0...CSVTable.mostColumns).map { "c\($0)" }.joined(separator: ",")
    #expect(throws: CSVTable.Malformed.self) { try CSVTable(heading, file: "f.csv") }
  }

  @Test("a missing column is told with the nearest name, and a doubled one is refused")
  func missing() throws {
    let table = try CSVTable("modle,score,score\n1,2,3\n", file: "f.csv")
    let error = try #require(throws: CSVTable.Malformed.self) { try table.column("model") }
    #expect(error.problem.contains("is it 'modle'?"))
    #expect(throws: CSVTable.Malformed.self) { try table.column("score") }
  }

  @Test(
    "days are read only as calendars have them",
    arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "2026-11-24 ", "-026-11-24", "2026/11/24", "2026-11-2４"])
  func badDays(_ text: String) { #expect(Day(text) == nil) }

  @Test("every day from 1990 to 2040 is read back as it is written")
  func days() {
    for number in 7305..<25_569 { #expect(Day(Day(number: number).description)?.number == number) }
  }
}
