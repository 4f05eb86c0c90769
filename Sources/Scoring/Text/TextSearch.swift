/// Looks for a text within another.
public enum TextSearch {
  /// Whether `part` stands somewhere in `text`, in time linear in both: a text of one digit and a part of the same digit
  /// must not multiply (Knuth, Morris and Pratt 1977).
  public static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty, part.count <= text.count else { return part.isEmpty }
    var borders = [Int](repeating: 0, count: part.count)
    var length = 0
    for index in part.indices.dropFirst() {
      while length > 0, part[index] != part[length] { length = borders[length - 1] }
      if part[index] == part[length] { length += 1 }
      borders[index] = length
    }
    length = 0
    for byte in text {
      while length > 0, byte != part[length] { length = borders[length - 1] }
      if byte == part[length] { length += 1 }
      if length == part.count { return true }
    }
    return false
  }
}
