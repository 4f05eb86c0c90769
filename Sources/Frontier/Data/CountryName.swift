/// Countries under the names that the sides of a comparison use.
enum CountryName {
  /// The usual name of what is written in many ways; other names stay as they are.
  static func usual(_ name: String) -> String {
    switch name.lowercased() {
    case "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america": "United States of America"
    case "cn", "prc", "china", "people's republic of china": "China"
    default: name
    }
  }
}
