import Foundation

/// A kind of text that some program takes more than linear time for, and the place of a request that it stands in.
struct HostileText: Sendable {
  /// Where in a request the text stands.
  enum Place: Sendable {
    /// What the user says.
    case user
    /// A user's message of many lines, under a template and with a quotation.
    case lines
    /// The name of a member that nobody looks for.
    case key
    /// `metadata.use_case`.
    case useCase
    /// The `model`.
    case model
    /// The name of a tool, and of the tool that must be called.
    case tool
    /// The whole value of a member, as JSON.
    case value
  }

  let name: String
  let place: Place
  /// About so many bytes of it, as they stand in JSON.
  let make: @Sendable (Int) -> [UInt8]

  private init(_ name: String, _ place: Place = .user, _ make: @escaping @Sendable (Int) -> [UInt8]) {
    self.name = name
    self.place = place
    self.make = make
  }

  /// A short text over and over.
  private init(_ name: String, _ place: Place = .user, of unit: String) {
    self.init(name, place) { Self.repeated(Array(unit.utf8), to: $0) }
  }

  /// A chat request with about so many bytes of the text.
  func body(_ bytes: Int) -> [UInt8] {
    let text = make(bytes)
    let quote: [UInt8] = [0x22]
    let quoted = [quote, text, quote].flatMap { $0 }
    var model = Self.utf8(#""steelyard/crm""#)
    var user = Self.utf8(#""Write a short answer.""#)
    var more: [[UInt8]] = []
    switch place {
    case .user: user = quoted
    case .lines:
      let before = Self.utf8(#""Answer as our support does.\n```\nquoted\n```\n<document>\n"#)
      user = [before, text, Self.utf8(#"\n</document>\nShort, please.""#)].flatMap { $0 }
    case .key: more = [Self.utf8(","), quoted, Self.utf8(":1")]
    case .useCase: more = [Self.utf8(#","metadata":{"use_case":"#), quoted, Self.utf8("}")]
    case .model: model = quoted
    case .tool:
      more = [
        Self.utf8(#","tools":[{"type":"function","function":{"parameters":{},"name":"#), quoted,
        Self.utf8(#"}}],"tool_choice":{"type":"function","function":{"name":"#), quoted, Self.utf8("}}"),
      ]
    case .value: more = [Self.utf8(#","extension":"#), text]
    }
    let head = [Self.utf8(#"{"model":"#), model, Self.utf8(#","messages":[{"role":"user","content":"#), user]
    return (head + [Self.utf8("}]")] + more + [Self.utf8("}")]).flatMap { $0 }
  }

  private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// All kinds, the worst that are known of each disease.
  static let all: [HostileText] = [
    HostileText("marks of one class", of: "\u{301}"),
    HostileText("marks of two classes") { marks($0) },
    HostileText("marks, classes mixed", of: "\u{316}\u{301}\u{327}\u{5B0}\u{345}\u{3099}"),
    HostileText("marks in a key", .key) { marks($0) },
    HostileText("marks in metadata.use_case", .useCase) { marks($0) },
    HostileText("marks in model", .model) { marks($0) },
    HostileText("marks in a tool's name", .tool) { marks($0) },
    HostileText("marks in a tag", .lines) { utf8("<a") + marks($0) + utf8(">") },
    HostileText("Zalgo", of: "e\u{301}\u{316}\u{34F}\u{489}\u{300}\u{320}\u{33D}"),
    HostileText("emoji with modifiers and joiners", of: "👩🏽\u{200D}👩🏽\u{200D}👧🏿\u{FE0F}"),
    HostileText("flags", of: "🇩🇪"),
    HostileText("Hangul jamo", of: "\u{1112}\u{1161}\u{11AB}"),
    HostileText("Hangul vowels", of: "\u{1161}"),
    HostileText("half-width kana with marks", of: "ｶﾞﾟ"),
    HostileText("half-width marks", of: "ﾞ"),
    HostileText("mathematical letters", of: "𝔞𝕓𝒸"),
    HostileText("ligatures that grow", of: "\u{FDFA}"),
    HostileText("Tibetan vowel signs", of: "\u{F73}\u{F71}"),
    HostileText("one letter", of: "a"),
    HostileText("spaces", of: " "),
    HostileText("line ends", .lines, of: #"\n"#),
    HostileText("short lines", .lines, of: #"ab\n"#),
    HostileText("tags", .lines, of: #"<b>\n"#),
    HostileText("fences", .lines, of: #"```\n"#),
    HostileText("quotation marks", .lines, of: #">\"\"\"\n"#),
    HostileText("digits", of: "7"),
    HostileText("colons", of: ": "),
    HostileText("escapes", of: #"\u0061\n\t\\"#),
    HostileText("surrogates", of: #"\ud83d\ude00\ud83d"#),
    HostileText("Chinese", of: "合同诉讼赔偿医生处方"),
    HostileText("Arabic", of: "مُحَامٍ عَقْد "),
    HostileText("direction marks", of: "a\u{202E}b\u{202C}\u{200F}"),
    HostileText("invisible letters", of: "c\u{200B}o\u{AD}u\u{2060}rt "),
    HostileText("base64", of: "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24/"),
    HostileText("minified code", of: "function(a,b){return a[b]||{};}"),
    HostileText("mixed scripts", of: "contract договор 合同 σύμβαση 계약 عقد "),
    HostileText("terms of the lexicon", of: "lawsuit diagnosis overdose landlord eviction "),
    HostileText("broken UTF-8") { repeated([0x61, 0xCC, 0xF0, 0x9F, 0xE2, 0x80], to: $0) },
    HostileText("deep JSON", .value) { bytes in
      let unit = String(repeating: "[", count: 60) + "1" + String(repeating: "]", count: 60)
      return utf8("[") + repeated(utf8(unit + ","), to: bytes) + utf8("1]")
    },
    HostileText("many keys", .value) { bytes in
      let members = (0..<max(1, bytes / 16)).map { number in "\"key\(number)\":{}" }
      return utf8("{" + members.joined(separator: ",") + "}")
    },
    HostileText("the same key", .value) { bytes in
      let members = [String](repeating: #""type":1"#, count: max(1, bytes / 9))
      return utf8("{" + members.joined(separator: ",") + "}")
    },
    HostileText("small values", .value) { utf8("[") + repeated(utf8("0,"), to: $0) + utf8("1]") },
    HostileText("a long number", .value) { repeated([0x37], to: $0) },
    HostileText("English") { bytes in
      repeated(utf8("The tenant may end the lease after a written notice of three months. "), to: bytes)
    },
  ]

  private static func repeated(_ unit: [UInt8], to bytes: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes + unit.count)
    while text.count < bytes { text += unit }
    return text
  }

  // All of one class before all of another that belongs before them: what sorting takes longest for.
  private static func marks(_ bytes: Int) -> [UInt8] {
    utf8("a") + repeated(utf8("\u{301}"), to: bytes / 2) + repeated(utf8("\u{316}"), to: bytes / 2)
  }
}
