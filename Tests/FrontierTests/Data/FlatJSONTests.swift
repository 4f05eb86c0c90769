import Frontier
import Testing

@Suite("Lists of flat JSON objects")
struct FlatJSONTests {
  @Test("names become columns, and texts keep their characters")
  func read() throws {
    let text =
      #"[{"model": "A \"x\", \u00e9\ud83d\ude00", "elo": 1400.5, "ok": true}, {"elo": -1e3, "note": null, "model":"B\nC"}]"#
    let table = try CSVTable(json: text, file: "f.json")
    #expect(table.columns == ["model", "elo", "ok", "note"])
    #expect(table.rows.map { Array($0.cells) } == [["A \"x\", é😀", "1400.5", "true", ""], ["B C", "-1e3", "", ""]])
    #expect(table.rows.map(\.line) == [2, 3])
  }

  @Test("ratings come in by it")
  func ratings() throws {
    let text = #"[{"model":"A","arena_score":1400,"95% CI":"+5/-4","last_updated":"2025-03-01","License":"MIT"}]"#
    let table = try CSVTable(json: text, file: "f.json")
    #expect(try FrontierFileFormat.detect(table) == .ratings)
    let data = try RatingImport.read(table, today: Day(year: 2026, month: 1, day: 1))
    #expect(data.ratings.map(\.interval) == [1396...1405])
    #expect(data.ratings.map(\.model.weights) == [.open])
  }

  @Test(
    "anything else is refused with the object's number",
    arguments: [
      "", "[", "[]", "{}", #"[{"a":1}"#, #"[{"a":1},]"#, #"[{"a":[1]}]"#, #"[{"a":{"b":1}}]"#, #"[{"a":nan}]"#,
      #"[{"a":"\ud800"}]"#, #"[{"a":"\u00"}]"#, #"[{"a":"x"#, #"[{"a":1}] x"#, #"[{"a":1 "b":2}]"#, #"[{"a":"\q"}]"#,
      "[{}]",
      #"[{"a":"\ud83dx"}]"#,
    ])
  func refused(_ text: String) {
    #expect(throws: CSVTable.Malformed.self) { try CSVTable(json: text, file: "f.json") }
  }
}
