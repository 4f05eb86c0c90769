/// A regular expression as instructions of a machine that follows all alternatives at once.
struct PatternProgram: Sendable, Hashable {
  /// Instructions that an expression may come to.
  static let maxInstructions = 20_000

  private enum Instruction: Sendable, Hashable {
    case scalar(ScalarSet)
    case assertion(PatternAssertion)
    /// Goes on at both places.
    case fork(Int, Int)
    case jump(Int)
    case match
  }

  private var instructions: [Instruction] = []
  private let ignoresCase: Bool
  private var work = 0

  /// Compiles a tree.
  init(_ tree: PatternNode, ignoringCase: Bool) throws(PatternError) {
    ignoresCase = ignoringCase
    try emit(tree)
    instructions.append(.match)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    // Counts visits rather than instructions: repetitions of nothing emit none.
    work += 1
    guard work <= Self.maxInstructions else {
      throw PatternError(
        .tooLarge, "the pattern comes to more than \(Self.maxInstructions) instructions; repeat less")
    }
    switch node {
    case .scalar(let set): instructions.append(.scalar(set))
    case .assertion(let assertion): instructions.append(.assertion(assertion))
    case .sequence(let parts): for part in parts { try emit(part) }
    case .choice(let branches): try emit(branches)
    case .repetition(let inner, let least, let most):
      for _ in 0..<least { try emit(inner) }
      if let most {
        for _ in least..<most { try emitOptional(inner, loops: false) }
      } else {
        try emitOptional(inner, loops: true)
      }
    }
  }

  private mutating func emit(_ branches: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for (number, branch) in branches.enumerated() {
      guard number < branches.count - 1 else {
        try emit(branch)
        break
      }
      let fork = instructions.count
      instructions.append(.match)
      try emit(branch)
      jumps.append(instructions.count)
      instructions.append(.match)
      instructions[fork] = .fork(fork + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emitOptional(_ node: PatternNode, loops: Bool) throws(PatternError) {
    let fork = instructions.count
    instructions.append(.match)
    try emit(node)
    if loops { instructions.append(.jump(fork)) }
    instructions[fork] = .fork(fork + 1, instructions.count)
  }

  /// Whether the program matches anywhere in `text`, in at most `stepsLeft` steps, which are taken from it.
  func search(_ text: [Unicode.Scalar], stepsLeft: inout Int) -> Pattern.Outcome {
    var current: [Int] = []
    var following: [Int] = []
    // The position at which an instruction was last reached, so that none is followed twice at one.
    var reached = [Int](repeating: -1, count: instructions.count)
    var stack: [Int] = []
    var left = stepsLeft
    defer { stepsLeft = max(0, left) }

    /// Follows what needs no scalar from `start`; true if that reaches a match.
    func follow(_ start: Int, at index: Int, into threads: inout [Int]) -> Bool {
      stack.append(start)
      while let place = stack.popLast() {
        left -= 1
        guard left >= 0, reached[place] != index else { continue }
        reached[place] = index
        switch instructions[place] {
        case .match:
          stack.removeAll()
          return true
        case .jump(let target): stack.append(target)
        case .fork(let first, let second):
          stack.append(second)
          stack.append(first)
        case .assertion(let assertion): if assertion.holds(text, index) { stack.append(place + 1) }
        case .scalar: threads.append(place)
        }
      }
      return false
    }

    for index in 0...text.count {
      if follow(0, at: index, into: &current) { return .matches }
      guard left >= 0 else { return .undecided }
      guard index < text.count else { break }
      for place in current {
        guard case .scalar(let set) = instructions[place] else { continue }
        left -= 1 + set.ranges.count / 8
        guard ignoresCase ? set.containsIgnoringCase(text[index]) : set.contains(text[index]) else { continue }
        if follow(place + 1, at: index + 1, into: &following) { return .matches }
      }
      swap(&current, &following)
      following.removeAll(keepingCapacity: true)
    }
    return left >= 0 ? .doesNotMatch : .undecided
  }
}
