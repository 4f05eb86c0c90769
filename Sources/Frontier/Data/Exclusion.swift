/// A row of a file, or a fact in it, that is not used, with the place and the reason.
public struct Exclusion: Hashable, Sendable, CustomStringConvertible {
  public var kind: Kind
  public var file: String
  /// The line of the file, from 1.
  public var row: Int
  public var column: String?
  public var problem: String

  public init(_ kind: Kind, file: String, row: Int, column: String? = nil, problem: String) {
    self.kind = kind
    self.file = file
    self.row = row
    self.column = column
    self.problem = problem
  }

  public var description: String { "\(file):\(row)\(column.map { ", column '\($0)'" } ?? ""): \(problem)" }
}

extension Exclusion {
  /// The reasons, so that they can be counted.
  public enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
    case wrongCellCount, oversizedCell
    case emptyName, notANumber, outOfRange, mixedUnits, unknownUnit
    case missingDate, badDate, futureDate, earlyDate
    case duplicate, openAndClosed, contradiction, unknownWeights, noFacts
    case fewBenchmarks, oneModelBenchmark

    /// Whether the row still counts and only a fact of it was set aside.
    public var keepsRow: Bool {
      switch self {
      case .openAndClosed, .contradiction, .unknownWeights, .noFacts: true
      default: false
      }
    }

    /// How one and how several of them are called.
    var words: (one: String, many: String) {
      switch self {
      case .wrongCellCount: ("row with a wrong number of cells", "rows with a wrong number of cells")
      case .oversizedCell: ("oversized cell", "oversized cells")
      case .emptyName: ("empty name", "empty names")
      case .notANumber: ("cell that is not a number", "cells that are not numbers")
      case .outOfRange: ("score out of range", "scores out of range")
      case .mixedUnits: ("score that may be a fraction or a percentage", "scores that may be fractions or percentages")
      case .unknownUnit: ("unknown unit", "unknown units")
      case .missingDate: ("missing date", "missing dates")
      case .badDate: ("date that no calendar has", "dates that no calendar has")
      case .futureDate: ("future date", "future dates")
      case .earlyDate: ("date before the first that counts", "dates before the first that counts")
      case .duplicate: ("duplicate", "duplicates")
      case .openAndClosed: ("model both open and closed", "models both open and closed")
      case .contradiction: ("contradicting fact", "contradicting facts")
      case .unknownWeights: ("unknown word for open or closed", "unknown words for open or closed")
      case .noFacts: ("model without facts", "models without facts")
      case .fewBenchmarks:
        ("score of a model with too few benchmarks", "scores of models with too few benchmarks")
      case .oneModelBenchmark: ("score on a benchmark of one model", "scores on benchmarks of one model")
      }
    }
  }
}
