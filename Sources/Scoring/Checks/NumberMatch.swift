/// A number in the answer is the number in the reference, within a tolerance.
public struct NumberMatch: Sendable, Hashable {
  /// Which number of the answer counts.
  public enum Place: Sendable, Hashable {
    case last
    /// The first one after the last occurrence of this text, such as `####` or `Total:`.
    case after(String)
    /// The only one; an answer with several different numbers fails.
    case only
  }

  /// Which number of the answer counts.
  public var place: Place
  /// The largest difference, in the reference's unit.
  public var absoluteTolerance: Double
  /// The largest difference as a share of the reference.
  public var relativeTolerance: Double
  /// Which mark stands before the decimals, in answer and reference.
  public var decimalMark: DecimalMark
  /// Units by spelling, with what one of them is in the common base; empty if units do not count.
  ///
  /// A number without a known unit is in the other's unit, a reference without one is in the base.
  public var units: [String: Double]

  /// A match; without tolerances the numbers must be exactly equal.
  public init(
    place: Place = .last, absoluteTolerance: Double = 0, relativeTolerance: Double = 0,
    decimalMark: DecimalMark = .point, units: [String: Double] = [:]
  ) {
    self.place = place
    self.absoluteTolerance = absoluteTolerance
    self.relativeTolerance = relativeTolerance
    self.decimalMark = decimalMark
    self.units = units
  }

  func verdict(_ answer: Answer, _ task: ScoringTask) -> CheckVerdict {
    guard let reference = task.reference else { return .abstain("there is no reference answer") }
    guard let wanted = WrittenNumber.all(in: reference, mark: decimalMark).last else {
      return .abstain("the reference holds no number")
    }
    switch found(in: answer.text) {
    case .failure(let verdict): return verdict.verdict
    case .success(let number): return compare(number, wanted)
    }
  }

  private struct Refusal: Error { var verdict: CheckVerdict }

  private func found(in text: String) -> Result<WrittenNumber, Refusal> {
    func failing(_ reason: String) -> Result<WrittenNumber, Refusal> { .failure(Refusal(verdict: .fail(reason))) }
    switch place {
    case .last:
      guard let last = WrittenNumber.all(in: text, mark: decimalMark).last else { return failing("holds no number") }
      return .success(last)
    case .after(let tag):
      guard let range = text.ranges(of: tag).last else { return failing("does not contain '\(tag)'") }
      guard let first = WrittenNumber.all(in: text[range.upperBound...], mark: decimalMark).first else {
        return failing("no number follows '\(tag)'")
      }
      return .success(first)
    case .only:
      let numbers = WrittenNumber.all(in: text, mark: decimalMark)
      guard let first = numbers.first else { return failing("holds no number") }
      guard Set(numbers.map(\.value)).count == 1 else { return failing("holds several different numbers") }
      return .success(first)
    }
  }

  private func compare(_ found: WrittenNumber, _ wanted: WrittenNumber) -> CheckVerdict {
    guard let scale = scale(found, wanted) else {
      return .fail("has the unit '\(found.unit)' where '\(wanted.unit)' is expected")
    }
    if scale == 1, found.value == wanted.value { return .pass }
    let (actual, expected) = (found.value.double * scale, wanted.value.double)
    guard actual.isFinite, expected.isFinite else { return .fail("is not the reference's number") }
    let allowed = max(absoluteTolerance, relativeTolerance * abs(expected))
    // A conversion of units is not exact, so that equality then means equality to double precision.
    let slack = scale == 1 ? 0 : 1e-12 * abs(expected)
    if allowed + slack > 0, abs(actual - expected) <= allowed + slack { return .pass }
    return .fail("is \(actual) instead of \(expected)")
  }

  /// What one of the found unit is in the reference's; nil if it cannot be told.
  private func scale(_ found: WrittenNumber, _ wanted: WrittenNumber) -> Double? {
    let (foundScale, wantedScale) = (units[found.unit], units[wanted.unit])
    // A word after a space may be anything; letters that touch the number are a unit, and an unknown one is wrong.
    if foundScale == nil { return wantedScale != nil && found.touchesUnit ? nil : 1 }
    return found.unit == wanted.unit ? 1 : (foundScale ?? 1) / (wantedScale ?? 1)
  }
}
