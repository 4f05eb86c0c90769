internal import Foundation
internal import Learning

/// Random numbers of one future.
struct Luck: Sendable {
  private var generator: SplitMix64
  private var spare: Double?

  init(_ generator: SplitMix64) { self.generator = generator }

  /// A generator of its own for a part of the future, so that more draws in one part leave the others as they are.
  mutating func split() -> Luck { Luck(SplitMix64(seed: generator.next())) }

  /// Evenly from 0 up to 1.
  mutating func even() -> Double { Double(generator.next() >> 11) * 0x1p-53 }

  /// From the exponential distribution of mean 1.
  mutating func wait() -> Double { -log(1 - even()) }

  /// From the standard normal distribution, by Marsaglia's polar method (1964).
  mutating func normal() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    while true {
      let x = 2 * even() - 1
      let y = 2 * even() - 1
      let square = x * x + y * y
      guard square < 1, square > 0 else { continue }
      let scale = (-2 * log(square) / square).squareRoot()
      spare = y * scale
      return x * scale
    }
  }
}
