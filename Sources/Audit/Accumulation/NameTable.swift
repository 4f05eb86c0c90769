/// Distinct names of one field with small numbers; 0 is the empty name, 1 stands for all beyond the limit.
struct NameTable: Sendable {
  static let other = "(other names)"
  private(set) var texts: [String] = ["", NameTable.other]
  private var numbers: [String: Int32] = ["": 0, NameTable.other: 1]
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The number of a name.
  mutating func number(of text: String) -> Int32 {
    if let number = numbers[text] { return number }
    guard texts.count < limit else { return 1 }
    let number = Int32(truncatingIfNeeded: texts.count)
    texts.append(text)
    numbers[text] = number
    return number
  }

  /// The name with a number.
  func text(_ number: Int32) -> String { texts.indices.contains(Int(number)) ? texts[Int(number)] : NameTable.other }
}
