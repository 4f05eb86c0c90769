internal import Dialects
internal import Patterns

extension SchemaCompiler {
  func string(_ value: JSONValue, _ place: Int) throws(ScoringError) -> String {
    guard let text = value.string else { throw wrong("a string", place) }
    return text
  }

  func bool(_ value: JSONValue, _ place: Int) throws(ScoringError) -> Bool {
    guard let truth = value.bool else { throw wrong("a boolean", place) }
    return truth
  }

  func array(_ value: JSONValue, _ place: Int) throws(ScoringError) -> [JSONValue] {
    guard let elements = value.array else { throw wrong("an array", place) }
    return elements
  }

  func object(_ value: JSONValue, _ place: Int) throws(ScoringError) -> [(String, JSONValue)] {
    guard let members = value.object else { throw wrong("an object", place) }
    return members
  }

  func strings(_ value: JSONValue, _ place: Int) throws(ScoringError) -> [String] {
    var result: [String] = []
    for element in try array(value, place) { result.append(try string(element, place)) }
    return result
  }

  func number(_ value: JSONValue, _ place: Int) throws(ScoringError) -> DecimalNumber {
    guard case .number(let text) = value, let number = DecimalNumber(text) else { throw wrong("a number", place) }
    return number
  }

  /// A number of things, which may be written `2.0`.
  func count(_ value: JSONValue, _ place: Int) throws(ScoringError) -> Int {
    let number = try number(value, place)
    guard number.isInteger, !number.isNegative, number.exponent <= 15 else {
      throw wrong("a whole number from 0 to 10^15", place)
    }
    return number.digits.reduce(0) { $0 * 10 + Int($1) } * Self.power(number.exponent - number.digits.count)
  }

  func pattern(_ source: String, _ place: Int) throws(ScoringError) -> Pattern {
    do throws(PatternError) {
      return try Pattern(source)
    } catch {
      throw invalid(error.description, place)
    }
  }

  func types(_ value: JSONValue, _ place: Int) throws(ScoringError) -> Set<JSONType> {
    let names: [String]
    if let name = value.string { names = [name] } else { names = try strings(value, place) }
    var types: Set<JSONType> = []
    for name in names {
      guard let type = JSONType.allCases.first(where: { UTF8Name($0.rawValue) == UTF8Name(name) }) else {
        let known = JSONType.allCases.map(\.rawValue).joined(separator: ", ")
        throw invalid("'\(name)' is no type; there are \(known)", place)
      }
      types.insert(type)
    }
    return types
  }

  /// The numbers of the schemas of an array, which must hold one.
  mutating func schemas(_ value: JSONValue, _ place: Int) throws(ScoringError) -> [Int] {
    let elements = try array(value, place)
    guard !elements.isEmpty else { throw wrong("an array that is not empty", place) }
    var numbers: [Int] = []
    for (index, element) in elements.enumerated() {
      numbers.append(try node(element, at: places.place(String(index), below: place)))
    }
    return numbers
  }

  private func wrong(_ allowed: String, _ place: Int) -> ScoringError {
    invalid("must be \(allowed)", place)
  }

  private static func power(_ exponent: Int) -> Int { (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 } }
}
