/// Rows of few non-zero numbers among many columns, stored one after the other (compressed sparse rows).
public struct SparseMatrix: Sendable {
  /// Columns, a number of the hasher's making.
  public let columnCount: Int
  private var starts: [Int] = [0]
  private var columns: [Int32] = []
  private var values: [Float] = []

  /// An empty matrix of so many columns.
  public init(columnCount: Int) { self.columnCount = columnCount }

  public var rowCount: Int { starts.count - 1 }

  /// Adds a row; entries beyond the columns are left out.
  public mutating func append(_ row: [(column: Int32, value: Float)]) {
    for entry in row where entry.column >= 0 && Int(entry.column) < columnCount {
      columns.append(entry.column)
      values.append(entry.value)
    }
    starts.append(columns.count)
  }

  /// The entries of a row.
  public func row(_ number: Int) -> [(column: Int32, value: Float)] {
    (starts[number]..<starts[number + 1]).map { (columns[$0], values[$0]) }
  }

  /// The rows with these numbers, in this order.
  public func selecting(_ rows: [Int]) -> SparseMatrix {
    var result = SparseMatrix(columnCount: columnCount)
    for row in rows {
      let range = starts[row]..<starts[row + 1]
      result.columns += columns[range]
      result.values += values[range]
      result.starts.append(result.columns.count)
    }
    return result
  }

  /// In how many rows each column stands.
  public func documentFrequencies() -> [Int] {
    var counts = [Int](repeating: 0, count: columnCount)
    for column in columns { counts[Int(column)] += 1 }
    return counts
  }

  /// The product of one row and a column vector.
  public func dot(row: Int, _ vector: [Double]) -> Double {
    var sum = 0.0
    for index in starts[row]..<starts[row + 1] { sum += Double(values[index]) * vector[Int(columns[index])] }
    return sum
  }

  /// The product with a column vector: a number for each row.
  public func times(_ vector: [Double]) -> [Double] { (0..<rowCount).map { dot(row: $0, vector) } }

  /// The product of the transpose and a vector of a number for each row: a number for each column.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: columnCount)
    for row in 0..<rowCount {
      let factor = vector[row]
      if factor == 0 { continue }
      for index in starts[row]..<starts[row + 1] { result[Int(columns[index])] += factor * Double(values[index]) }
    }
    return result
  }

  /// Multiplies each column by a factor of its own and brings each row to the same length of 1.
  public mutating func scaleAndNormalize(_ factors: [Float]) {
    for row in 0..<rowCount {
      var squares: Float = 0
      for index in starts[row]..<starts[row + 1] {
        values[index] *= factors[Int(columns[index])]
        squares += values[index] * values[index]
      }
      guard squares > 0 else { continue }
      let scale = 1 / squares.squareRoot()
      for index in starts[row]..<starts[row + 1] { values[index] *= scale }
    }
  }
}
