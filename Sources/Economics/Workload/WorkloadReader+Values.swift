internal import Foundation
internal import StrictYAML

extension WorkloadReader {
  private static var quantityKeys: [String] { ["value", "low", "high", "source", "measured", "published"] }

  mutating func required(_ mapping: YAMLMapping, _ key: String) -> YAMLNode? {
    errors.take { () throws(YAMLError) in try mapping.required(key) }
  }

  mutating func text(_ node: YAMLNode) -> String? {
    guard let text = errors.take({ () throws(YAMLError) in try node.string() }) else { return nil }
    if text.allSatisfy(\.isWhitespace) { errors.note(node.error("the text is empty")) }
    return text
  }

  mutating func text(_ mapping: YAMLMapping, _ key: String) -> String? { mapping.value(key).flatMap { text($0) } }

  mutating func items(_ mapping: YAMLMapping, _ key: String) -> [YAMLNode] {
    guard let node = mapping.value(key) else { return [] }
    return errors.take { () throws(YAMLError) in try node.list() } ?? []
  }

  mutating func int(_ mapping: YAMLMapping, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    mapping.value(key).flatMap { node in errors.take { () throws(YAMLError) in try node.int(range) } }
  }

  /// A decimal number, with `_` between digits permitted.
  mutating func number(_ node: YAMLNode, _ range: ClosedRange<Double>) -> Double? {
    guard let text = errors.take({ () throws(YAMLError) in try node.string() }) else { return nil }
    let plain = YAMLNode(
      file: node.file, line: node.line, column: node.column,
      content: .scalar(text.filter { $0 != "_" }, quoted: false))
    guard let (mantissa, scale) = errors.take({ () throws(YAMLError) in try plain.decimal() }) else { return nil }
    let number = Double(mantissa) / pow(10, Double(scale))
    guard range.contains(number) else {
      errors.note(
        node.error("\(text) is out of range: \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"))
      return nil
    }
    return number
  }

  mutating func number(_ mapping: YAMLMapping, _ key: String, _ range: ClosedRange<Double>) -> Double? {
    mapping.value(key).flatMap { number($0, range) }
  }

  /// A number, or a mapping of value, low, high and where it is from.
  ///
  /// `source` alone is an assumption with its reason; beside `published: true` or `measured: true` it is the reference.
  mutating func quantity(_ node: YAMLNode, _ range: ClosedRange<Double>) -> Quantity? {
    guard case .mapping = node.content else {
      return number(node, range).map { Quantity($0, basis: .assumed("given in the workload without a source")) }
    }
    guard let mapping = errors.mapping(node, keys: Self.quantityKeys) else { return nil }
    guard let place = required(mapping, "value"), let value = number(place, range) else { return nil }
    let low = number(mapping, "low", range)
    let high = number(mapping, "high", range)
    if let low, low > value, let place = mapping.value("low") {
      errors.note(place.error("'low' is above 'value'"))
    }
    if let high, high < value, let place = mapping.value("high") {
      errors.note(place.error("'high' is below 'value'"))
    }
    if low != nil || high != nil, mapping.value("source") == nil {
      errors.note(node.error("a number with an interval needs its 'source'"))
    }
    let source = text(mapping, "source") ?? "given in the workload without a source"
    let basis: Basis =
      flag(mapping, "measured") ? .measured(source) : flag(mapping, "published") ? .published(source) : .assumed(source)
    return Quantity(value, low: low, high: high, basis: basis)
  }

  private mutating func flag(_ mapping: YAMLMapping, _ key: String) -> Bool {
    mapping.value(key).flatMap { node in errors.take { () throws(YAMLError) in try node.bool() } } ?? false
  }

  /// A name that must be one of `names`.
  mutating func reference(_ node: YAMLNode, among names: [String], what: String) -> String? {
    guard let text = text(node) else { return nil }
    guard names.contains(text) else {
      errors.note(
        node.error(
          "there is no \(what) '\(text)'\(Nearest.hint(text, among: names))", allowed: names.count <= 24 ? names : []))
      return nil
    }
    return text
  }

  static func plain(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
