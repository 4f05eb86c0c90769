internal import Dialects

/// The places of a document that a schema's nodes stand at, each as a step from another.
///
/// To write a place out takes time in proportion to its depth and to the length of names above it, so that is done only
/// for what is said about one.
struct SchemaPlaces: Sendable {
  private struct Step: Hashable, Sendable {
    var parent: Int
    var name: UTF8Name
  }

  /// The document itself.
  static let root = 0

  private var steps = [Step(parent: 0, name: "")]
  private var numbers: [Step: Int] = [:]

  /// The number of the place one step below another.
  mutating func place(_ name: String, below parent: Int) -> Int {
    let step = Step(parent: parent, name: UTF8Name(name))
    if let known = numbers[step] { return known }
    numbers[step] = steps.count
    steps.append(step)
    return steps.count - 1
  }

  /// A place as a pointer in a fragment, such as `#/properties/date` (RFC 6901 §6).
  func pointer(_ place: Int) -> String {
    var names: [String] = []
    var place = place
    while place != Self.root, steps.indices.contains(place) {
      names.append(steps[place].name.text)
      place = steps[place].parent
    }
    return names.reversed().reduce(into: "#") { $0 += "/" + Self.escaped($1) }
  }

  /// One step of a pointer as it is written.
  static func escaped(_ name: String) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "~"): bytes += "~0".utf8
      case UInt8(ascii: "/"): bytes += "~1".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The steps of a pointer in a fragment, their escapes undone; nil if one of them is none.
  static func steps(of pointer: String) -> [String]? {
    var steps: [String] = []
    let parts = pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for part in parts.dropFirst() {
      guard let step = step(part) else { return nil }
      steps.append(step)
    }
    return steps
  }

  private static func step(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: unescaped(bytes), as: UTF8.self)
  }

  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var plain: [UInt8] = []
    var follows = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "1") where follows: plain[plain.count - 1] = UInt8(ascii: "/")
      case UInt8(ascii: "0") where follows: break
      default: plain.append(byte)
      }
      follows = byte == UInt8(ascii: "~")
    }
    return plain
  }
}
