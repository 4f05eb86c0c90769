/// What a chart does not show, in words.
enum Omissions {
  /// Sentences on values that cannot be drawn and labels without room.
  static func sentences(values: Int, labels: Int = 0) -> [String] {
    var output: [String] = []
    if values > 0 {
      output.append(
        values == 1
          ? "1 value that cannot be drawn is left out." : "\(values) values that cannot be drawn are left out.")
    }
    if labels > 0 {
      output.append(
        labels == 1 ? "1 label is left out for want of room." : "\(labels) labels are left out for want of room.")
    }
    return output
  }
}
