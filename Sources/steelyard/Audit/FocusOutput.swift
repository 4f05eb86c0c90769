import ArgumentParser
import Audit
import Catalog
import Foundation

/// Prints a FOCUS export once its own rules hold.
enum FocusOutput {
  static func print(_ focus: FocusAccumulator?, json: Bool = false) throws {
    guard let focus else { return }
    let table = focus.table()
    let problems = table.problems()
    guard problems.isEmpty else {
      let shown = problems.prefix(10).map(\.description).joined(separator: "\n")
      throw ValidationError("the export would break FOCUS 1.2 and was not written:\n\(shown)")
    }
    if focus.omitted.rows > 0 {
      StandardError.write(
        "\(focus.omitted.rows) calls have neither a list price nor a cost, so FOCUS has no row for them\n")
    }
    Swift.print(json ? table.json : table.csv, terminator: "")
  }
}
