import ArgumentParser

/// How a report prints: with pictures, it is a page.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json, html
}
