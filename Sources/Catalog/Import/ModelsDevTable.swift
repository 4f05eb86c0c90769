/// Reads the endpoints of models.dev as a table with a line for each model and provider.
enum ModelsDevTable {
  private static let columns = ["provider", "id", "in_usd_mtok", "out_usd_mtok"]

  static func read(_ bytes: [UInt8], file: String) throws(ImportError) -> PriceList {
    var list = PriceList(
      file: file, format: .modelsDevTable, entries: 0, offers: [], skipped: [:], findings: [])
    var table = TableReader(bytes, file: file)
    guard let header = try table.next(), columns.allSatisfy(header.fields.contains) else {
      throw ImportError(
        file: file, offset: 0,
        message: "this is neither JSON nor a table with the columns \(columns.joined(separator: ", "))")
    }
    let positions = Dictionary(
      header.fields.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    while let row = try table.next() {
      list.entries += 1
      guard row.fields.count == header.fields.count else {
        list.note(
          row.fields.prefix(2).joined(separator: "/"), row.offset,
          "the line has \(row.fields.count) columns, but the table has \(header.fields.count)")
        continue
      }
      let fields = positions.mapValues { row.fields[$0] }
      read(fields, at: row.offset, into: &list)
    }
    return list
  }

  private static func read(_ fields: [String: String], at offset: Int, into list: inout PriceList) {
    func text(_ column: String) -> String? { fields[column].flatMap { $0.isEmpty ? nil : $0 } }
    guard let provider = text("provider"), let name = text("id") else {
      return list.note("", offset, "the line needs a provider and an id")
    }
    if text("status") == "deprecated" { return list.skip("deprecated") }
    var rates = ListedRates(perToken: false)
    func rate(_ column: String) -> TokenRate? {
      rates.rate(text(column).map { JSONNode(content: .number($0), offset: offset) }, named: column)
    }
    let base = RateCard(
      input: rate("in_usd_mtok"), cacheRead: rate("cache_read"), cacheWriteShort: rate("cache_write"),
      output: rate("out_usd_mtok"), reasoning: rate("reasoning_usd")
    ).withoutFreeCaches
    var thresholds: [ImportedPrice.Threshold] = []
    if let tiers = text("tiers") {
      var reader = JSONReader(Array(tiers.utf8), file: "tiers")
      do {
        thresholds = ModelsDev.steps(try reader.read().elements ?? [], completedBy: base, &rates)
      } catch { return list.note("\(provider)/\(name)", offset, "'tiers': \(error.message)") }
    }
    if let problem = rates.problem { return list.note("\(provider)/\(name)", problem.offset, problem.message) }
    list.add(
      ImportedOffer(
        listedProvider: provider, listedName: name, upstreamModel: name,
        provider: ListedProviders.serving(name, at: ListedProviders.modelsDev[provider], listed: provider),
        contextTokens: text("ctx").flatMap { Int($0) }, maxOutputTokens: text("out").flatMap { Int($0) },
        prices: [ImportedPrice(base: base, thresholds: thresholds)], offset: offset))
  }
}

/// Reads comma-separated lines; fields may stand in quotes, with a quote inside written twice.
struct TableReader {
  struct Row {
    var fields: [String]
    var offset: Int
  }

  private let bytes: [UInt8]
  private let file: String
  private var position = 0

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// The next line that is not empty; nil at the end.
  mutating func next() throws(ImportError) -> Row? {
    while position < bytes.count, bytes[position] == 10 || bytes[position] == 13 { position += 1 }
    guard position < bytes.count else { return nil }
    let start = position
    var fields: [String] = []
    repeat { fields.append(try field()) } while takeComma()
    return Row(fields: fields, offset: start)
  }

  private mutating func takeComma() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return false }
    position += 1
    return true
  }

  private mutating func field() throws(ImportError) -> String {
    let quote = UInt8(ascii: "\"")
    let start = position
    var text: [UInt8] = []
    guard position < bytes.count, bytes[position] == quote else {
      while position < bytes.count, ![UInt8(ascii: ","), 10, 13].contains(bytes[position]) {
        text.append(bytes[position])
        position += 1
      }
      return String(decoding: text, as: UTF8.self)
    }
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == quote {
        guard position < bytes.count, bytes[position] == quote else { return String(decoding: text, as: UTF8.self) }
        position += 1
      }
      text.append(byte)
    }
    throw ImportError(file: file, offset: start, message: "the text ends too early: the quoted field has no end")
  }
}
