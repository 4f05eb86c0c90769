/// The pairs of one sampling weight.
public struct PairCell: Codable, Hashable, Sendable {
  public var weight: SampleWeight
  /// Pairs that only the judge scored.
  public var judged: PairCounts
  /// Pairs that a person scored too; nil if there are none.
  public var labelled: LabelledCounts?

  public init(weight: SampleWeight = .one, judged: PairCounts = PairCounts(), labelled: LabelledCounts? = nil) {
    self.weight = weight
    self.judged = judged
    self.labelled = labelled
  }

  /// The number of pairs.
  public var total: Int { judged.total + (labelled?.total ?? 0) }
}

/// All pairs of a round by sampling weight: the complete evidence, in any order.
public struct PairTally: Hashable, Sendable {
  /// Pairs at weight 1 without a person's label, which is what most tallies hold.
  public private(set) var plain = PairCounts()
  /// Everything else, by weight.
  public private(set) var others: [PairCell] = []

  /// The most weights that a tally holds.
  public static let maximumWeights = 32

  /// No pairs.
  public init() {}

  /// Pairs at weight 1 that only a judge scored.
  public init(_ counts: PairCounts) { plain = counts }

  /// Cells in any order.
  public init(cells: [PairCell]) throws(EvidenceError) {
    for cell in cells { try absorb(cell) }
  }

  /// The number of pairs.
  public var total: Int { others.reduce(plain.total) { $0 + $1.total } }

  /// The number of pairs with a person's label.
  public var labelledTotal: Int { others.reduce(0) { $0 + ($1.labelled?.total ?? 0) } }

  /// The cells in the order of their weights, the plain pairs in that of weight 1.
  public var cells: [PairCell] {
    var result = others
    if plain.total > 0 {
      if let index = result.firstIndex(where: { $0.weight == .one }) {
        result[index].judged = result[index].judged.merged(with: plain)
      } else {
        result.append(PairCell(judged: plain))
      }
    }
    return result
  }

  /// The pairs of all weights by the judge's difference.
  public var counts: PairCounts {
    others.reduce(plain) { sum, cell in
      var result = sum.merged(with: cell.judged)
      if let labelled = cell.labelled {
        for judge in Difference.allCases {
          for person in Difference.allCases { result.add(judge, times: labelled[judge, person]) }
        }
      }
      return result
    }
  }

  /// Counts one pair, with a person's difference where there is one.
  public mutating func add(
    _ difference: Difference, weight: SampleWeight = .one, person: Difference? = nil
  ) throws(EvidenceError) {
    guard weight != .one || person != nil else { return plain.add(difference) }
    let index = try index(of: weight)
    guard let person else { return others[index].judged.add(difference) }
    var labelled = others[index].labelled ?? LabelledCounts()
    labelled.add(judge: difference, person: person)
    others[index].labelled = labelled
  }

  /// Adds what another replica counted; which comes first does not matter.
  public mutating func merge(_ other: PairTally) throws(EvidenceError) {
    plain = plain.merged(with: other.plain)
    for cell in other.others { try absorb(cell) }
  }

  private mutating func absorb(_ cell: PairCell) throws(EvidenceError) {
    if cell.weight == .one, cell.labelled == nil {
      plain = plain.merged(with: cell.judged)
      return
    }
    let index = try index(of: cell.weight)
    if cell.weight == .one {
      plain = plain.merged(with: cell.judged)
    } else {
      others[index].judged = others[index].judged.merged(with: cell.judged)
    }
    if let labelled = cell.labelled {
      others[index].labelled = (others[index].labelled ?? LabelledCounts()).merged(with: labelled)
    }
  }

  private mutating func index(of weight: SampleWeight) throws(EvidenceError) -> Int {
    let place = others.firstIndex { $0.weight >= weight } ?? others.count
    if place < others.count, others[place].weight == weight { return place }
    guard others.count < Self.maximumWeights else {
      throw EvidenceError(
        .tooManyWeights,
        "a tally holds \(Self.maximumWeights) sampling weights and this pair has another (\(weight.value)); "
          + "sample with fewer strata")
    }
    others.insert(PairCell(weight: weight), at: place)
    return place
  }
}

extension PairTally: Codable {
  public init(from decoder: any Decoder) throws {
    try self.init(cells: decoder.singleValueContainer().decode([PairCell].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(cells)
  }
}
