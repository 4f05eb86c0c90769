/// An axis with the values it shows and its ticks.
struct AxisScale: Sendable {
  /// The values from one end of the axis to the other.
  let domain: Extent
  /// The ticks inside the domain, in ascending order.
  let ticks: [Tick]
  /// The decimals that suit values printed beside the axis.
  let valueDecimals: Int

  /// An axis for some values.
  ///
  /// - Parameters:
  ///   - count: About how many ticks have room.
  ///   - isRounded: Whether the axis begins and ends on a tick or half-way between two.
  init(_ axis: Axis, values: [Double], count: Int, isRounded: Bool) {
    let extent = axis.domain(of: values)
    guard !values.isEmpty || axis.range != nil else {
      // Ticks on an axis without data would name values that nobody measured.
      domain = extent
      ticks = []
      valueDecimals = 0
      return
    }
    let isFixed = axis.range != nil
    switch axis.kind {
    case .date:
      domain = isFixed ? extent : extent.padded(by: 0.02)
      let dates = DateTicks(within: domain, limit: count)
      ticks = dates.values.map { Tick(value: $0, label: dates.label($0), second: dates.year($0)) }
      valueDecimals = 0
    case .number:
      let numbers = NumberTicks(enclosing: extent, count: count)
      domain = isFixed ? extent : isRounded ? numbers.rounded(extent) : extent.padded(by: 0.02)
      let shown = domain.padded(by: 1e-9)
      ticks = numbers.values
        .filter { shown.contains($0) }
        .map { Tick(value: $0, label: numbers.label($0)) }
      valueDecimals = numbers.valueDecimals
    }
  }
}
