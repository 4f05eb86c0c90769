internal import Foundation

/// How chances of an error fall as models get better.
enum ErrorDecline {
  /// The rate per month that a fall by a share per year comes to.
  static func rate(_ fallPerYear: Double) -> Double { -log(max(1e-6, 1 - fallPerYear)) / 12 }

  /// What so many months of progress multiply a chance by.
  static func factor(_ fallPerYear: Double, months: Double) -> Double { exp(-rate(fallPerYear) * months) }
}
