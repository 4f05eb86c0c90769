import Foundation

@testable import Frontier

/// The reference results by half-year, which are not part of the package.
enum TrendReference {
  static let folder: URL = {
    if let shared = ProcessInfo.processInfo.environment["STEELYARD_SHARED"] {
      return URL(filePath: shared).appending(path: "data/lag/reference")
    }
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while folder.path.count > 1, !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder.deletingLastPathComponent().appending(path: "shared/data/lag/reference")
  }()

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "extrapolation.json").path)
  }

  struct HalfYear: Decodable {
    var lag: Double
  }

  private struct Trend: Decodable {
    var half_years: [String: HalfYear]
    var trend_months_per_year: Double
  }

  private enum Entry: Decodable {
    case trend(Trend)
    case other

    init(from decoder: any Decoder) throws {
      self = (try? Trend(from: decoder)).map { .trend($0) } ?? .other
    }
  }

  /// The half-years from 2024 on and the slope in months per year, of one comparison such as
  /// `open_vs_closed|z=0|o3_apr2025`.
  static func series(_ key: String) throws -> (series: LagSeries, slope: Double)? {
    let data = try Data(contentsOf: folder.appending(path: "lag_trend.json"))
    guard case .trend(let trend) = try JSONDecoder().decode([String: Entry].self, from: data)[key] else { return nil }
    let lags = trend.half_years.sorted { $0.key < $1.key }.filter { $0.key >= "2024" }.map(\.value.lag)
    return (halfYears(lags), trend.trend_months_per_year)
  }

  struct Forecast: Decodable {
    var mean: Double
    var pi90: [Double]
    var p_below_noise_floor: Double
  }

  /// An entry of the extrapolation as JSON.
  static func extrapolation<Value: Decodable>(_ key: String, _ name: String) throws -> Value {
    let data = try Data(contentsOf: folder.appending(path: "extrapolation.json"))
    let all = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    let part = try JSONSerialization.data(withJSONObject: all?[key]?[name] ?? [:], options: .fragmentsAllowed)
    return try JSONDecoder().decode(Value.self, from: part)
  }

  /// A series of half-years from 2024-01-01, six months apart.
  static func halfYears(_ lags: [Double], errors: [Double] = []) -> LagSeries {
    LagSeries(
      origin: Day(year: 2024, month: 1, day: 1),
      periods: lags.enumerated().map { index, lag in
        LagSeries.Period(
          name: "\(2024 + index / 2)H\(1 + index % 2)", middle: 3 + 6 * Double(index), lag: lag,
          standardError: index < errors.count ? errors[index] : 0)
      })
  }

  /// Mean lags of open behind closed by half-year from 2024, rounded; our own result from Epoch's data (CC BY 4.0).
  static let openStrict = halfYears([12.58, 5.91, 4.14, 6.11, 7.12, 6.18], errors: [1.1, 4.1, 0.2, 0.9, 1.5, 0.8])
}
