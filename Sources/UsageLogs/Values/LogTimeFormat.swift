/// How a log writes time.
public enum LogTimeFormat: String, CaseIterable, Codable, Sendable {
  /// Dates and times by their shape, numbers by their size: seconds below 10¹¹, then milli-, micro- and nanoseconds.
  case automatic = "auto"
  /// Seconds since 1970.
  case seconds = "epoch_s"
  /// Milliseconds since 1970.
  case milliseconds = "epoch_ms"
}
