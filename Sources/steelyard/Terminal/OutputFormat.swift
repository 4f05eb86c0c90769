import ArgumentParser

/// How a command prints its figures.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json
}
