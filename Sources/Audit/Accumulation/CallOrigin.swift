/// Where calls come from, as far as names tell: one for every combination of names that was seen.
struct CallOrigin: Hashable, Sendable {
  var model: Int32
  var provider: Int32
  var key: Int32
  var team: Int32
  var label: Int32
  var region: Int32
  /// What the names say of the work; found from the full names, before any became `(other names)`.
  var work: WorkFinder.Found

  /// The same without key, team and label.
  func coarse() -> CallOrigin {
    var origin = self
    origin.key = 1
    origin.team = 1
    origin.label = 1
    return origin
  }
}
