/// Turns valid inputs into ones that nobody expected.
public struct Mutator: Sendable {
  /// What inputs are made of, so that some can be changed without breaking their form.
  public enum Form: Sendable { case document, stream }

  private let form: Form
  private let seeds: [[UInt8]]
  private let tokens: [[UInt8]]
  private let longest: Int

  /// A mutator over inputs and over tokens that matter to whoever reads them.
  public init(_ form: Form, seeds: [[UInt8]], tokens: [[UInt8]], longest: Int) {
    self.form = form
    self.seeds = seeds
    self.tokens = tokens
    self.longest = longest
  }

  /// The next input.
  public func input(_ random: inout FuzzRandom) -> [UInt8] {
    guard !seeds.isEmpty else { return noise(&random) }
    var input = seeds[random.below(seeds.count)]
    let keepsForm = random.below(2) == 0
    if keepsForm {
      input = form == .document ? TreeMutator().mutate(input, &random) : StreamMutator().mutate(input, &random)
    }
    for _ in 0..<(keepsForm ? max(0, random.below(5) - 2) : 1 + random.below(5)) { mutate(&input, &random) }
    if input.count > longest { input.removeSubrange(longest...) }
    return input
  }

  private func mutate(_ input: inout [UInt8], _ random: inout FuzzRandom) {
    let place = random.below(input.count + 1)
    let range = place..<min(place + 1 + random.below(24), input.count)
    switch random.below(13) {
    case 0 where place < input.count: input[place] ^= 1 << UInt8(random.below(8))
    case 1 where place < input.count: input[place] = UInt8(truncatingIfNeeded: random.next())
    case 2: input.removeSubrange(range)
    case 3: input.insert(contentsOf: input[range], at: random.below(input.count + 1))
    case 4: input.insert(contentsOf: noise(&random), at: place)
    case 5: input.removeSubrange(place...)
    case 6: input.removeSubrange(..<place)
    case 7: splice(&input, at: place, &random)
    case 8: nest(&input, at: place, &random)
    case 9 where !range.isEmpty: input.replaceSubrange(range, with: token(&random))
    case 10: swapCase(&input, at: place)
    case 11: number(&input, &random)
    default: input.insert(contentsOf: token(&random), at: place)
    }
  }

  private func noise(_ random: inout FuzzRandom) -> [UInt8] {
    (0..<1 + random.below(8)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  private func token(_ random: inout FuzzRandom) -> [UInt8] {
    tokens.isEmpty ? noise(&random) : tokens[random.below(tokens.count)]
  }

  /// The end of another input instead of this one's.
  private func splice(_ input: inout [UInt8], at place: Int, _ random: inout FuzzRandom) {
    let other = seeds[random.below(seeds.count)]
    input.replaceSubrange(place..., with: other[random.below(other.count + 1)...])
  }

  private func nest(_ input: inout [UInt8], at place: Int, _ random: inout FuzzRandom) {
    let (open, close) = [("[", "]"), (#"{"a":"#, "}"), (#"[{"content":"#, "}]")][random.below(3)]
    let depth = [1, 3, 60, 63, 64, 65, 1_000][random.below(7)]
    input.insert(
      contentsOf: Array(String(repeating: close, count: depth).utf8), at: min(place + random.below(8), input.count))
    input.insert(contentsOf: Array(String(repeating: open, count: depth).utf8), at: place)
  }

  private func swapCase(_ input: inout [UInt8], at place: Int) {
    for index in place..<min(place + 3, input.count) where input[index] | 0x20 &- 0x61 < 26 { input[index] ^= 0x20 }
  }

  /// A digit somewhere becomes a number that is hard to hold.
  private func number(_ input: inout [UInt8], _ random: inout FuzzRandom) {
    let digits = input.indices.filter { input[$0] &- 0x30 < 10 }
    guard !digits.isEmpty else { return }
    let place = digits[random.below(digits.count)]
    let numbers = [
      "-1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e400", "0.1", "-0", "1E5",
      "99999999999999999999999999", "127", "128", "2147483648", "2147483649",
    ]
    input.replaceSubrange(place...place, with: numbers[random.below(numbers.count)].utf8)
  }
}
