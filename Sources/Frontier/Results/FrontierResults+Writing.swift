extension FrontierResults {
  /// The results as lines of fields between tabs, the last with a checksum of all before it.
  ///
  /// Draws are hundredths of a point as base64 of little-endian 16-bit integers, a draw a line. Two bytes a number keep
  /// the file small enough to ship; the error of a point is a hundred times the rounding.
  public var text: String {
    var lines = [
      [FrontierResultsFormat.title, "\(Self.version)"], ["source", provenance.source],
      ["licence", provenance.licence], ["attribution", provenance.attribution],
      ["retrieved", provenance.retrieved.description], ["newest", provenance.newest.description],
    ]
    lines += provenance.excluded.map { ["excluded", "\($0.rows)", $0.reason] }
    lines += models.map {
      ["model", $0.name, $0.released.description, $0.organisation, $0.country, $0.weights.rawValue]
    }
    for variant in variants { lines += Self.lines(variant) }
    for set in crossings { lines += set.lines }
    let body = lines.map { $0.map(FrontierResultsFormat.escaped).joined(separator: "\t") + "\n" }.joined()
    var sum = FNV1a()
    sum.add(body.utf8)
    return body + "checksum\t\(sum.hexadecimal)\n"
  }

  private static func lines(_ variant: IndexVariant) -> [[String]] {
    let numbers = [
      variant.benchmarks.count, variant.capabilities.count, variant.perModel.count, variant.unstratified.count,
      variant.byBenchmark.count,
    ]
    var lines = [
      [
        "index", variant.name, variant.until?.description ?? "-", "\(variant.scores)", "\(variant.cost)",
        "\(variant.gradient)", variant.anchor, "\(variant.seed)",
      ] + numbers.map(\.description)
    ]
    lines += variant.benchmarks.map { ["benchmark", $0.name, "\($0.difficulty)", "\($0.slope)", "\($0.models)"] }
    lines += variant.capabilities.map {
      ["capability", "\($0.model)", "\($0.points)", "\($0.interval.lowerBound)", "\($0.interval.upperBound)"]
    }
    let kinds = [
      ("per-model", variant.perModel), ("unstratified", variant.unstratified), ("by-benchmark", variant.byBenchmark),
    ]
    for (name, draws) in kinds {
      lines += (0..<draws.count).map { draw in
        let row = draws.hundredths[draw * draws.models..<(draw + 1) * draws.models]
        return [
          name,
          Base64.encode(
            row.flatMap { value in
              let bits = UInt16(bitPattern: value)
              return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
            }),
        ]
      }
    }
    return lines
  }
}

/// What writing and reading agree on.
enum FrontierResultsFormat {
  static let title = "steelyard-frontier-results"

  /// A field without tabs and line ends.
  static func escaped(_ field: String) -> String {
    guard field.utf8.contains(where: { $0 == 0x5C || $0 < 0x20 }) else { return field }
    return field.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "\\": text += "\\\\"
      case "\t": text += "\\t"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  static func unescaped(_ field: String) -> String {
    guard field.utf8.contains(0x5C) else { return field }
    var text = ""
    var isEscaped = false
    for scalar in field.unicodeScalars {
      if isEscaped {
        text.unicodeScalars.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar == "r" ? "\r" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
