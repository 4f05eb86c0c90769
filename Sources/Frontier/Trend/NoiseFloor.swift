/// The lag below which two frontiers cannot be told apart by the index.
public struct NoiseFloor: Hashable, Sendable {
  /// The standard error of the difference between the two best models, in points.
  public var differenceError: Double
  /// The leaders' speed, in points per month.
  public var speed: Double
  /// How many standard errors make a difference.
  public var z: Double

  /// Without arguments, what the index of August 2026 gives for open behind closed at 95 %: 1.8 months.
  public init(differenceError: Double = 1.175, speed: Double = 1.261, z: Double = 1.959_964) {
    self.differenceError = differenceError
    self.speed = speed
    self.z = z
  }

  /// The floor in months; infinite where the leaders stand still.
  public var months: Double { speed > 0 ? z * differenceError / speed : .infinity }
}
