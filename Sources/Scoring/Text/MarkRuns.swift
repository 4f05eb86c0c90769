extension String {
  /// The text with a joiner after every thirty marks in a row, and nearly always as it is.
  ///
  /// To compare two texts, Swift sorts the marks of a run, in time quadratic in their number: an answer that consists of
  /// them would hold up whoever looks at it. Unicode's stream-safe text format (UAX #15, 12) has no longer runs.
  var withShortMarkRuns: String {
    let longest = 30
    var run = 0
    guard utf8.contains(where: { $0 >= 0x80 }), unicodeScalars.contains(where: { $0.marks(after: &run) > longest })
    else {
      return self
    }
    run = 0
    var text = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar.marks(after: &run) > longest {
        text.append("\u{34F}")
        run = 1
      }
      text.append(scalar)
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// How many marks in a row there are with this scalar, `run` before it.
  fileprivate func marks(after run: inout Int) -> Int {
    run = value >= 0x300 && properties.canonicalCombiningClass != .notReordered ? run + 1 : 0
    return run
  }
}
