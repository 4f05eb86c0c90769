/// Names with what tools spell differently made equal: `Claude-Opus-5.5`, `claude_opus_5-5`.
enum NormalName {
  /// Lower case, with one `-` for every run of dots, underscores, spaces, colons and `@`; slashes stay.
  static func of(_ name: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count)
    for byte in name.lowercased().utf8 {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "@"),
        UInt8(ascii: "-"):
        if bytes.last != UInt8(ascii: "-") { bytes.append(UInt8(ascii: "-")) }
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The name without a closing date or version of the same model: `-20251001`, `-2025-10-01`, `@20251001`, `-0731`,
  /// `-latest`, `-v1:0`; nil when it has none.
  static func withoutDate(_ name: String) -> String? {
    for ending in ["-latest", "@latest", "@default", "-maas"] where name.hasSuffix(ending) {
      return String(name.dropLast(ending.utf8.count))
    }
    if let mark = name.lastIndex(of: ":"), name[name.index(after: mark)...].allSatisfy({ $0.isASCII && $0.isNumber }) {
      let head = String(name[..<mark])
      guard let dash = head.lastIndex(of: "-") else { return head }
      let version = head[head.index(after: dash)...]
      return version.first == "v" && isDigits(version.dropFirst()) ? String(head[..<dash]) : head
    }
    guard let cut = name.lastIndex(where: { $0 == "-" || $0 == "@" }) else { return nil }
    let last = name[name.index(after: cut)...]
    guard isDigits(last) else { return nil }
    let head = name[..<cut]
    if [4, 6, 8].contains(last.utf8.count) { return String(head) }
    let fields = head.split(separator: "-")
    guard last.utf8.count == 2, fields.count > 2, let month = fields.last, let year = fields.dropLast().last,
      isDigits(month), month.utf8.count == 2, isDigits(year), year.utf8.count == 4
    else { return nil }
    return fields.dropLast(2).joined(separator: "-")
  }

  private static func isDigits(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }
}
