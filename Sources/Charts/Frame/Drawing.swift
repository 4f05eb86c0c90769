/// Limits on the size of a drawing, in pixels.
enum Drawing {
  /// A width that leaves room for axes and is small enough to draw.
  static func width(_ wanted: Double) -> Double {
    wanted.isFinite ? min(max(wanted, 320), 4000) : 720
  }

  /// A height that leaves room for a plot and is small enough to draw.
  static func height(_ wanted: Double) -> Double {
    wanted.isFinite ? min(max(wanted, 200), 4000) : 440
  }
}
