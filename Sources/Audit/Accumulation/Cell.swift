internal import Catalog

/// The sums of calls that share a key.
struct Cell: Sendable {
  var key: CellKey
  var sums = CallSums()
  /// The earliest instant for which prices count; as good as any other of the segment.
  var priced: Timestamp
  var first: Timestamp
  var last: Timestamp
  /// The longest prompt, in tokens of a request.
  var longestPrompt = 0
  /// The longest answer, in tokens of a request.
  var longestAnswer = 0

  /// Takes another cell of the same key into this one.
  mutating func add(_ other: Cell) {
    sums.add(other.sums)
    priced = min(priced, other.priced)
    first = min(first, other.first)
    last = max(last, other.last)
    longestPrompt = max(longestPrompt, other.longestPrompt)
    longestAnswer = max(longestAnswer, other.longestAnswer)
  }
}
