// A scan waits for one look-up of the table before the next, so four places of a text take hardly longer than one.
extension TextScanner {
  /// Where four scans of a text begin, each behind a word boundary, and where the last one ends.
  struct Lanes {
    fileprivate var bounds: (Int, Int, Int, Int, Int)

    /// Shorter texts are not worth the overlap between the lanes.
    fileprivate static let shortest = 512
    /// Bytes in which a word must end near the place where a text would best be parted.
    fileprivate static let search = 128
  }

  /// How a text can be parted; nil when it is short, has more than ASCII, or has no word boundaries.
  func lanes(_ bytes: Span<UInt8>) -> Lanes? {
    guard bytes.count >= Lanes.shortest, isASCII(bytes),
      let first = boundary(bytes, near: bytes.count / 4), let second = boundary(bytes, near: bytes.count / 2),
      let third = boundary(bytes, near: bytes.count / 4 * 3), first < second, second < third
    else { return nil }
    return Lanes(bounds: (0, first, second, third, bytes.count))
  }

  /// Scans ASCII in four places at once. A term may be reported more often than it ends, but at least once.
  @inline(__always)
  func scan(_ bytes: Span<UInt8>, in lanes: Lanes, report: (Int) -> Void) {
    let table = latin.table.span
    let classes = classes.span
    let (firstMatch, shift) = (latin.firstMatch, latin.shift)
    let bounds = lanes.bounds
    func step(_ state: inout UInt32, _ index: Int) {
      // A state is a multiple of 1 << shift below the table's size, and a class is below 1 << shift.
      let next = UInt32(unsafe table[unchecked: Int(state | UInt32(classes[Int(bytes[index])]))]) &<< shift
      if next >= firstMatch, next != state { latin.reportMatches(in: next, report) }
      state = next
    }
    let starts = SIMD4(bounds.0, bounds.1, bounds.2, bounds.3)
    let common = min(
      min(bounds.1 - bounds.0, bounds.2 - bounds.1), min(bounds.3 - bounds.2, bounds.4 - bounds.3))
    var states = SIMD4(repeating: latin.start)
    var offset = 0
    while offset < common {
      let before = advance(&states, bytes, starts, from: &offset, to: common)
      for lane in 0..<4 where states[lane] >= firstMatch && states[lane] != before[lane] {
        latin.reportMatches(in: states[lane], report)
      }
    }
    // What is left of a lane, and then into the next one until both would have come to the same state there.
    func finish(_ state: UInt32, _ begin: Int, _ end: Int) {
      var state = state
      for index in begin..<end { step(&state, index) }
      var index = end
      var next = latin.start
      while index < bytes.count, state != next {
        step(&state, index)
        next = UInt32(unsafe table[unchecked: Int(next | UInt32(classes[Int(bytes[index])]))]) &<< shift
        index += 1
      }
      guard index == bytes.count else { return }
      // The end of the text parts words as well.
      let last = UInt32(unsafe table[unchecked: Int(state | UInt32(separator))]) &<< shift
      if last >= firstMatch, last != state { latin.reportMatches(in: last, report) }
    }
    finish(states[0], bounds.0 + common, bounds.1)
    finish(states[1], bounds.1 + common, bounds.2)
    finish(states[2], bounds.2 + common, bounds.3)
    finish(states[3], bounds.3 + common, bounds.4)
  }

  // Steps all four states until one of them has a match, and returns what they were before that step. Apart from the
  // reporting, so that everything it needs stays in registers.
  @inline(never)
  private func advance(
    _ states: inout SIMD4<UInt32>, _ bytes: Span<UInt8>, _ starts: SIMD4<Int>, from offset: inout Int, to end: Int
  ) -> SIMD4<UInt32> {
    let (firstMatch, shift) = (latin.firstMatch, latin.shift)
    var before = states
    // Every index is below a bound that was checked when the lanes were made or the table was built.
    unsafe latin.table.withUnsafeBufferPointer { table in
      unsafe classes.withUnsafeBufferPointer { classes in
        unsafe bytes.withUnsafeBufferPointer { text in
          guard let text = text.baseAddress, let table = table.baseAddress, let classes = classes.baseAddress else {
            return
          }
          let (first, second) = unsafe (text + starts[0], text + starts[1])
          let (third, fourth) = unsafe (text + starts[2], text + starts[3])
          var (one, two, three, four) = (states[0], states[1], states[2], states[3])
          while offset < end {
            let old = (one, two, three, four)
            one = unsafe UInt32(table[Int(one | UInt32(classes[Int(first[offset])]))]) &<< shift
            two = unsafe UInt32(table[Int(two | UInt32(classes[Int(second[offset])]))]) &<< shift
            three = unsafe UInt32(table[Int(three | UInt32(classes[Int(third[offset])]))]) &<< shift
            four = unsafe UInt32(table[Int(four | UInt32(classes[Int(fourth[offset])]))]) &<< shift
            offset &+= 1
            if max(max(one, two), max(three, four)) >= firstMatch {
              before = SIMD4(old.0, old.1, old.2, old.3)
              break
            }
          }
          states = SIMD4(one, two, three, four)
        }
      }
    }
    return before
  }

  private func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var union: UInt8 = 0
    for index in bytes.indices { union |= bytes[index] }
    return union < 0x80
  }

  private func boundary(_ bytes: Span<UInt8>, near place: Int) -> Int? {
    let classes = classes.span
    for index in place..<min(place + Lanes.search, bytes.count - 1) where classes[Int(bytes[index])] == separator {
      return index + 1
    }
    return nil
  }
}
