import ArgumentParser
import Catalog

/// An instant in UTC as an option: a day, which means its first moment, or a time of a day.
struct InstantArgument: ExpressibleByArgument {
  let instant: Timestamp

  init?(argument: String) {
    guard let instant = Timestamp(argument) else { return nil }
    self.instant = instant
  }
}
