/// A report as one HTML page that needs nothing but itself.
public struct ReportPage: Sendable {
  /// The title of the page.
  public let title: String
  /// The message in a few sentences.
  public let lead: String
  /// The sections in their order.
  public let sections: [ReportSection]
  /// Sources, counts and licences, one line each.
  public let footer: [String]

  /// A page.
  public init(title: String, lead: String = "", sections: [ReportSection], footer: [String] = []) {
    self.title = title
    self.lead = lead
    self.sections = sections
    self.footer = footer
  }

  /// The page as an HTML document.
  public var html: String {
    let document = Markup.tag("html", ["lang": "en"], [head, .tag("body", [:], [.tag("main", [:], content)])])
    return "<!DOCTYPE html>\n" + document.rendered + "\n"
  }

  private var head: Markup {
    .tag(
      "head", [:],
      [
        .tag("meta", ["charset": "utf-8"]),
        .tag(
          "meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy]),
        .tag("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .tag("meta", ["name": "color-scheme", "content": "light dark"]),
        .tag("meta", ["name": "referrer", "content": "no-referrer"]),
        .tag("title", [:], text: title), .tag("style", [:], [.verbatim(PageStyle.text)]),
      ])
  }

  private var content: [Markup] {
    let header = Markup.tag(
      "header", [:],
      [.tag("h1", [:], text: title)] + (lead.isEmpty ? [] : [.tag("p", ["class": "lead"], text: lead)]))
    let body = sections.enumerated().map { number, section -> Markup in
      let blocks = section.blocks.enumerated().map { index, block in
        block.markup(id: "s\(number + 1)b\(index + 1)")
      }
      return .tag("section", [:], [.tag("h2", [:], text: section.heading)] + blocks)
    }
    let lines = footer.map { Markup.tag("p", [:], text: $0) }
    return [header] + body + (lines.isEmpty ? [] : [.tag("footer", [:], lines)])
  }

  // https://www.w3.org/TR/CSP3/: nothing may be fetched, run, framed or sent.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
}
