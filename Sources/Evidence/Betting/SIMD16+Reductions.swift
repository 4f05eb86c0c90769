/// Reductions by halves: the library's go lane by lane, which takes longer than all else that a pair costs.
extension SIMD16<Double> {
  /// The largest lane; no lane is NaN.
  @inline(__always)
  var largest: Double {
    let eight = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    let four = eight.lowHalf.replacing(with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return Swift.max(two.x, two.y)
  }

  /// The sum of all lanes.
  @inline(__always)
  var total: Double {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
