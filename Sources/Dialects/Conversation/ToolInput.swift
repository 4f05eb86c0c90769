/// The arguments of a call: always an object, whatever the model wrote.
struct ToolInput: Sendable, Hashable {
  /// The object.
  let object: JSONValue

  /// The member under which text that is no JSON object is kept, so that neither side loses it.
  ///
  /// It is the name that Anthropic's documentation proposes for the purpose.
  static let invalidMember = "INVALID_JSON"

  /// Arguments that came as JSON.
  init(_ value: JSONValue) {
    if value.object != nil {
      object = value
    } else {
      var text: [UInt8] = []
      value.write(into: &text)
      object = .object([(Self.invalidMember, .string(String(decoding: text, as: UTF8.self)))])
    }
  }

  /// Arguments that came as text; blank text stands for no arguments.
  init(text: String) {
    if text.isBlank {
      object = .object([])
      return
    }
    let utf8 = Array(text.utf8)
    // A client that nests deeper than a request may be would be refused when it sends the call back.
    if let value = try? JSONValue.parse(utf8.span, maxDepth: 48), value.object != nil {
      object = value
    } else {
      object = .object([(Self.invalidMember, .string(text))])
    }
  }

  /// The arguments as text; text that was no JSON object comes back as it was.
  var text: String {
    if let members = object.object, members.count == 1, let only = members.first,
      only.0.utf8.elementsEqual(Self.invalidMember.utf8),
      let original = only.1.string
    {
      return original
    }
    var out: [UInt8] = []
    object.write(into: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
