internal import StrictYAML

/// Facts in the order of the files, each id once unless a later one replaces it by name.
struct UniqueFacts<Fact> {
  let what: String
  private(set) var values: [Fact] = []
  private var numbers: [String: Int] = [:]
  private var places: [String: YAMLNode] = [:]

  init(what: String) { self.what = what }

  /// Every id so far.
  var ids: [String] { Array(numbers.keys) }

  /// The fact with this id.
  subscript(id: String) -> Fact? { numbers[id].map { values[$0] } }

  /// Where the fact with this id was written.
  func place(of id: String) -> YAMLNode? { places[id] }

  /// Adds a fact, or replaces the one with its id when that was asked for.
  mutating func add(_ fact: Fact, id: String, at node: YAMLNode, replacing: Bool) throws(YAMLError) {
    if let number = numbers[id] {
      guard replacing else {
        let first = places[id].map { " at \($0.file):\($0.line)" } ?? ""
        throw node.error("the \(what) '\(id)' exists already\(first); write `replace: true` to replace it")
      }
      values[number] = fact
    } else {
      numbers[id] = values.count
      values.append(fact)
    }
    places[id] = node
  }

  /// The fact that a node refers to.
  func find(_ id: String, for node: YAMLNode) throws(YAMLError) -> Fact {
    guard let fact = self[id] else {
      throw node.error("unknown \(what) '\(id)'\(Nearest.hint(id, among: ids))")
    }
    return fact
  }
}
