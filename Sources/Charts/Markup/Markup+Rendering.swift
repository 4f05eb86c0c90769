extension Markup {
  /// The tree as text that is valid both as XML and as HTML.
  var rendered: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): output += XMLText.escaped(text)
    case .verbatim(let text): output += text
    case .element(let name, let attributes, let children):
      output += "<\(name)"
      for (key, value) in attributes { output += " \(key)=\"\(XMLText.escaped(value))\"" }
      if children.isEmpty && Self.closesItself.contains(name) {
        output += "/>"
        return
      }
      output += ">"
      for child in children { child.write(to: &output) }
      output += "</\(name)>"
      if Self.endsLine.contains(name) { output += "\n" }
    }
  }

  // HTML reads `<p/>` as an opening tag, so only these may be written short.
  private static let closesItself: Set<String> = ["meta", "br", "line", "path", "rect", "circle"]

  private static let endsLine: Set<String> = [
    "desc", "div", "figure", "footer", "g", "h1", "h2", "head", "header", "li", "main", "p", "section", "style", "svg",
    "table", "text", "title", "tr", "ul",
  ]
}
