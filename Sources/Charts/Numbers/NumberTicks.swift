internal import Foundation

/// Round numbers at even distances along an axis (steps of 1, 2, 2.5 or 5 times a power of ten).
struct NumberTicks: Equatable, Sendable {
  /// The distance between neighbours.
  let step: Double
  /// The ticks, strictly ascending; the first and the last enclose the extent.
  let values: [Double]

  /// Ticks that enclose the extent, about `count` steps of them.
  init(enclosing extent: Extent, count: Int) {
    let extent = extent.drawable()
    let rough = extent.span / Double(max(count, 1))
    let power = pow(10, Double(NumberText.exponent(of: rough)))
    let factor = [1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999_999 } ?? 10
    step = factor * power
    var first = (extent.low / step).rounded(.down)
    var last = (extent.high / step).rounded(.up)
    // Rounding in the products may leave an end just inside the extent.
    if first * step > extent.low { first -= 1 }
    if last * step < extent.high { last += 1 }
    values = stride(from: first, through: last, by: 1).map { [step] in $0 * step }
  }

  /// The extent grown to the nearest multiples of half a step.
  func rounded(_ extent: Extent) -> Extent {
    let half = step / 2
    let extent = extent.drawable()
    return Extent(
      min((extent.low / half).rounded(.down) * half, extent.low),
      max((extent.high / half).rounded(.up) * half, extent.high))
  }

  /// The decimals that tell neighbouring ticks apart.
  var decimals: Int { Self.decimals(for: step) }

  /// The decimals that tell a tenth of a step apart, which suits values printed beside the axis.
  var valueDecimals: Int { Self.decimals(for: step / 10, exact: false) }

  private static func decimals(for step: Double, exact: Bool = true) -> Int {
    let places = max(0, -NumberText.exponent(of: step * 1.000_001))
    guard exact else { return places }
    let scaled = step * pow(10, Double(places))
    return abs(scaled - scaled.rounded()) > 1e-6 * scaled ? places + 1 : places
  }
}
