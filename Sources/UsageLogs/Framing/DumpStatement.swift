/// The lists of columns in a dump's statements.
enum DumpStatement {
  /// The columns of `COPY public."T" (a, b) FROM stdin;`, nil for another statement.
  static func copyColumns(_ line: ByteView) -> [String]? {
    guard line.string.hasSuffix("FROM stdin;") else { return nil }
    return list(line)
  }

  /// The columns of `INSERT INTO public."T" (a, b) VALUES (…);`, nil where it lists none.
  static func insertColumns(_ line: ByteView) -> [String]? {
    guard let open = line.first(UInt8(ascii: "("), from: 0), let close = line.first(UInt8(ascii: ")"), from: open),
      line[close + 1..<close + 9].matches(" VALUES ")
    else { return nil }
    return list(line)
  }

  private static func list(_ line: ByteView) -> [String]? {
    guard let open = line.first(UInt8(ascii: "("), from: 0), let close = line.first(UInt8(ascii: ")"), from: open)
    else { return nil }
    return line[open + 1..<close].string.split(separator: ",").map { name in
      String(name.drop { $0 == " " || $0 == "\"" }.prefix { $0 != "\"" })
    }
  }
}
