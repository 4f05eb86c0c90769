extension PatternParser {
  /// What stands after a backslash outside brackets.
  mutating func escape() throws(PatternError) -> PatternNode {
    if take("b") { return .assertion(.boundary) }
    if take("B") { return .assertion(.noBoundary) }
    if let next, "1"..."9" ~= next || next == "k" {
      throw error("back-references are not supported, because they cannot be matched in linear time", .unsupported)
    }
    var set = ScalarSet()
    try member(into: &set)
    return .scalar(set)
  }

  /// A class in brackets, the opening one passed.
  mutating func bracket() throws(PatternError) -> ScalarSet {
    var set = ScalarSet()
    set.isNegated = take("^")
    while !take("]") {
      guard let scalar = next else { throw error("'[' is not closed") }
      index += 1
      let start = scalar == "\\" ? try bracketEscape(into: &set) : scalar
      guard let start else { continue }
      var end = start
      if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" {
        index += 1
        guard let last = next else { throw error("'[' is not closed") }
        index += 1
        guard let closing = last == "\\" ? try bracketEscape(into: &set) : last, closing.value >= start.value else {
          throw error("a range in brackets ends before it starts")
        }
        end = closing
      }
      set.ranges.append(start.value...end.value)
    }
    return set
  }

  private mutating func bracketEscape(into set: inout ScalarSet) throws(PatternError) -> Unicode.Scalar? {
    if take("b") { return "\u{8}" }
    var one = ScalarSet()
    try member(into: &one)
    if one.classes.isEmpty, one.excludedClasses.isEmpty, let only = one.ranges.first {
      return Unicode.Scalar(only.lowerBound)
    }
    set.classes += one.classes
    set.excludedClasses += one.excludedClasses
    return nil
  }

  /// One escape that stands for scalars.
  private mutating func member(into set: inout ScalarSet) throws(PatternError) {
    guard let scalar = next else { throw error("the pattern ends with a backslash") }
    index += 1
    switch scalar {
    case "d": set.classes.append(.digit)
    case "D": set.excludedClasses.append(.digit)
    case "w": set.classes.append(.word)
    case "W": set.excludedClasses.append(.word)
    case "s": set.classes.append(.space)
    case "S": set.excludedClasses.append(.space)
    case "p": set.classes.append(try category())
    case "P": set.excludedClasses.append(try category())
    default:
      let value = try literal(scalar)
      set.ranges.append(value...value)
    }
  }

  private mutating func literal(_ scalar: Unicode.Scalar) throws(PatternError) -> UInt32 {
    switch scalar {
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "f": return 0x0C
    case "v": return 0x0B
    case "0": return 0
    case "x": return try hexadecimal(2)
    case "u":
      if take("{") {
        guard let close = scalars[index...].prefix(8).firstIndex(of: "}") else { throw error("'\\u{' is not closed") }
        let value = try hexadecimal(close - index)
        index += 1
        return value
      }
      let unit = try hexadecimal(4)
      guard 0xD800...0xDBFF ~= unit, take("\\u") else { return unit }
      let low = try hexadecimal(4)
      guard 0xDC00...0xDFFF ~= low else { throw error("a surrogate is not followed by its other half") }
      return 0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF)
    case _ where scalar.properties.isAlphabetic || "1"..."9" ~= scalar:
      throw error("'\\\(scalar)' means nothing here")
    default: return scalar.value
    }
  }

  private mutating func hexadecimal(_ count: Int) throws(PatternError) -> UInt32 {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[index...].prefix(count))
    guard count > 0, view.count == count, view.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let value = UInt32(String(view), radix: 16), value <= 0x10FFFF
    else { throw error("expected \(count) hexadecimal digits") }
    index += count
    return value
  }

  private mutating func category() throws(PatternError) -> ScalarSet.Class {
    guard take("{"), let close = scalars[index...].prefix(32).firstIndex(of: "}") else {
      throw error("'\\p' must be followed by a general category in braces, such as '\\p{L}'")
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[index..<close])
    index = close + 1
    guard let name = ScalarSet.Class.categories[String(view)] else {
      throw error("'\\p{\(String(view))}' is no general category that is supported", .unsupported)
    }
    return .category(name)
  }
}
