/// What is open at a place in a file, so that reading can go on there.
struct FramingContext: Hashable, Codable, Sendable {
  var places = ""
  var columns: [String] = []
}
