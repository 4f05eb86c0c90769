/// A name in which `*` stands for any text; letters' case does not matter.
struct NamePattern: Hashable, Sendable {
  let text: String
  private let parts: [[UInt8]]

  init(_ text: String) {
    self.text = text
    parts = text.lowercased().utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
  }

  /// Whether a name in lower case has this form.
  func matches(_ name: [UInt8]) -> Bool {
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return parts.first == name }
    guard name.starts(with: first), name.count >= first.count + last.count,
      name.suffix(last.count).elementsEqual(last)
    else { return false }
    var rest = name[first.count..<(name.count - last.count)]
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = Self.place(of: part, in: rest) else { return false }
      rest = rest[(place + part.count)...]
    }
    return true
  }

  private static func place(of part: [UInt8], in name: ArraySlice<UInt8>) -> Int? {
    guard part.count <= name.count else { return nil }
    return (name.startIndex...(name.endIndex - part.count)).first { name[$0...].starts(with: part) }
  }
}
