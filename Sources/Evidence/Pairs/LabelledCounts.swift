/// How many pairs a judge and a person scored in each of the 25 ways.
public struct LabelledCounts: Hashable, Sendable {
  /// Five rows by the judge's difference, lost first, of five by the person's.
  public private(set) var cells: [Int]

  /// No pairs.
  public init() { cells = [Int](repeating: 0, count: 25) }

  /// How many pairs the judge and the person scored so.
  public subscript(judge: Difference, person: Difference) -> Int { cells[judge.place * 5 + person.place] }

  /// Counts pairs.
  public mutating func add(judge: Difference, person: Difference, times: Int = 1) {
    let index = judge.place * 5 + person.place
    cells[index] = min(PairCounts.limit, cells[index] + min(max(times, 0), PairCounts.limit))
  }

  /// The counts of two replicas together.
  public func merged(with other: LabelledCounts) -> LabelledCounts {
    var result = self
    for index in result.cells.indices {
      result.cells[index] = min(PairCounts.limit, result.cells[index] + other.cells[index])
    }
    return result
  }

  /// The number of pairs.
  public var total: Int { cells.reduce(0, +) }

  /// The counts by the person's difference alone.
  public var byPerson: PairCounts {
    var counts = PairCounts()
    for judge in Difference.allCases {
      for person in Difference.allCases { counts.add(person, times: self[judge, person]) }
    }
    return counts
  }
}

extension LabelledCounts: Codable {
  /// Reads 25 integers.
  public init(from decoder: any Decoder) throws {
    let counts = try decoder.singleValueContainer().decode([Int].self)
    guard counts.count == 25, counts.allSatisfy({ (0...PairCounts.limit).contains($0) }) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "labelled counts are 25 integers from 0 to 2^48"))
    }
    cells = counts
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(cells)
  }
}
