/// The source, day and start that facts have when they name none themselves.
struct FactDefaults {
  var source: String?
  var asOf: Timestamp?
  var from: Timestamp?
}
