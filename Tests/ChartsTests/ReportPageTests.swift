import Testing

@testable import Charts

@Suite("A report page")
struct ReportPageTests {
  private static let page: ReportPage = {
    let charts = RandomCharts.every(seed: 11, wild: false)
    return ReportPage(
      title: "Lag <report>", lead: "In short & plain.",
      sections: [
        ReportSection(
          "Today",
          [.figures([KeyFigure("6.2", "months", detail: "5.4–7.9")]), .paragraph("<script>alert(1)</script>")]
            + charts.map { .chart($0) }),
        ReportSection(
          "More",
          [
            .list(["one", "two"]), .note("Care."),
            .table(DataTable(caption: "c", columns: [.number("n")], rows: [["1"]])),
          ]
            + charts.map { .chart($0) }),
      ], footer: ["Data: made up."])
  }()

  @Test("is well-formed and complete")
  func complete() {
    let document = ParsedDocument(Self.page.html)
    #expect(document.problem == nil)
    #expect(document.all("h1").map(\.text) == ["Lag <report>"])
    #expect(document.all("h2").map(\.text) == ["Today", "More"])
    #expect(document.all("svg").count == 6)
    #expect(document.all("details").count == 6)
    #expect(document.all("table").count == 7)
    #expect(document.all("li").map(\.text) == ["one", "two"])
  }

  @Test("runs nothing and fetches nothing")
  func selfContained() {
    let html = Self.page.html
    let document = ParsedDocument(html)
    for name in ["script", "link", "img", "iframe", "object", "embed", "form", "image", "use", "foreignObject", "base"]
    {
      #expect(document.all(name).isEmpty, "\(name)")
    }
    for element in document.elements {
      for (key, value) in element.attributes where key != "xmlns" {
        #expect(!value.contains("://"), "\(element.name) \(key)")
        #expect(!key.lowercased().hasPrefix("on") && key != "href" && key != "src")
      }
    }
    let styles = document.all("style").map(\.text).joined()
    #expect(!styles.contains("url(") && !styles.contains("@import"))
  }

  @Test("forbids everything but inline styles")
  func policy() {
    let metas = ParsedDocument(Self.page.html).all("meta")
    let policy = metas.first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes["content"]
    #expect(policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
  }

  @Test("never uses an identifier twice, even for the same chart")
  func identifiers() {
    let ids = ParsedDocument(Self.page.html).elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    #expect(ids.count >= 12)
  }

  @Test("has colours for a dark ground, for paper, and scrolls what is wide")
  func style() {
    let html = Self.page.html
    #expect(html.contains("@media (prefers-color-scheme: dark){:root{--surface:#15181c"))
    #expect(html.contains("@media print{:root{color-scheme:light"))
    #expect(html.contains(".scroll{overflow-x:auto"))
    #expect(html.contains("width=device-width"))
  }
}
