import ArgumentParser

/// How a frontier command prints: with pictures, it is a page.
enum FrontierFormat: String, CaseIterable, ExpressibleByArgument {
  case table, csv, json, html
}
