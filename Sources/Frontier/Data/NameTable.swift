/// Names by number, in the order of their first appearance.
struct NameTable {
  private(set) var names: [String] = []
  private var numbers: [String: Int] = [:]

  /// The number of a name, a new one if it has none.
  mutating func number(_ name: String) -> Int {
    if let number = numbers[name] { return number }
    numbers[name] = names.count
    names.append(name)
    return names.count - 1
  }
}
