internal import Catalog

/// What one chunk held.
struct ChunkResult: Sendable {
  var calls = 0
  var leftOut = 0
  var notCalls = 0
  /// Records that do not look like the format, the first of them, and what that one looks like.
  var misfits = 0
  var firstMisfit = 0
  var likeness: String?
  var problems = LogProblems()
  var leftOutCost = NanoDollars.zero
}
