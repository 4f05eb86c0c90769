import Foundation
import FoundationXML

@testable import Charts

/// A document read back by an XML parser that knows nothing of our writer.
final class ParsedDocument: NSObject, XMLParserDelegate {
  struct Element {
    let name: String
    let attributes: [String: String]
    var text = ""
  }

  private(set) var elements: [Element] = []
  private(set) var problem: String?
  private var open: [Int] = []

  init(_ text: String) {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    if !parser.parse() { problem = parser.parserError.map { "\($0)" } ?? "not well-formed" }
  }

  func all(_ name: String) -> [Element] {
    elements.filter { $0.name == name }
  }

  var texts: [String] { all("text").map(\.text) }

  /// The approximate rectangle of every text in a drawing.
  var labels: [(text: String, box: Box)] {
    all("text").map { element in
      func number(_ key: String) -> Double { Double(element.attributes[key] ?? "") ?? .nan }
      let font = Font(size: number("font-size"), isBold: element.attributes["font-weight"] != nil)
      let anchor = TextAnchor(rawValue: element.attributes["text-anchor"] ?? "start") ?? .start
      let point = Point(x: number("x"), y: number("y"))
      return (element.text, TextMeasure.box(element.text, at: point, font, anchor: anchor))
    }
  }

  /// The drawn area.
  var area: Box {
    let numbers = all("svg").first?.attributes["viewBox"]?.split(separator: " ").compactMap { Double($0) } ?? []
    return Box(minX: 0, minY: 0, maxX: numbers.dropFirst(2).first ?? 0, maxY: numbers.last ?? 0)
  }

  /// The pairs of texts that cover each other.
  var collisions: [String] {
    let labels = labels
    return labels.enumerated().flatMap { index, label in
      labels.dropFirst(index + 1).filter { $0.box.grown(by: -0.5).overlaps(label.box.grown(by: -0.5)) }
        .map { "\(label.text) / \($0.text)" }
    }
  }

  /// The texts that leave the drawing.
  var clipped: [String] {
    let area = area.grown(by: 0.5)
    return labels.filter { !area.contains($0.box) }.map(\.text)
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if let last = open.last { elements[last].text += string }
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    open.removeLast()
  }
}
