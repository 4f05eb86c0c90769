/// The fields of a message that the gateway looks at.
private enum MessageField: UInt8, JSONField {
  case role, content, toolCalls

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> MessageField? {
    switch count {
    case 4: matches("role", in: bytes, at: index) ? .role : nil
    case 7: matches("content", in: bytes, at: index) ? .content : nil
    case 10: matches("tool_calls", in: bytes, at: index) ? .toolCalls : nil
    default: nil
    }
  }
}

extension RequestScanner {
  mutating func messages(in body: Span<UInt8>) throws(DialectError) {
    let kind = try cursor.kind(in: body)
    guard kind == .array else { throw cursor.wrongType("an array of messages", kind) }
    let start = cursor.position
    var count = 0
    var more = try cursor.openArray(in: body)
    while more {
      do throws(DialectError) { try message(in: body) } catch { throw error.inside("[\(count)]") }
      count &+= 1
      more = try cursor.nextElement(in: body)
    }
    guard count > 0 else {
      throw DialectError(.invalidValue, "must hold at least one message", offset: start)
    }
    outline.messageCount = count
  }

  private mutating func message(in body: Span<UInt8>) throws(DialectError) {
    let kind = try cursor.kind(in: body)
    guard kind == .object else { throw cursor.wrongType("an object", kind) }
    let start = cursor.position
    let firstText = outline.texts.count
    var role: TextRole?
    var seen: UInt64 = 0
    var more = try cursor.openObject(in: body)
    while more {
      switch try cursor.field(MessageField.self, seen: &seen, in: body) {
      case .role:
        let found = try self.role(in: body)
        role = found
        if found == .system { outline.hasInstructions = true }
        // The content may have come first.
        for index in firstText..<outline.texts.count where outline.texts[index].role == .user {
          outline.texts[index].role = found
        }
      case .content:
        do throws(DialectError) { try content(role ?? .user, in: body) } catch { throw error.inside("content") }
      case .toolCalls:
        do throws(DialectError) { try toolCalls(in: body) } catch { throw error.inside("tool_calls") }
      case nil: try shown(in: body)
      }
      more = try cursor.nextMember(in: body)
    }
    guard role != nil else {
      throw DialectError(.missingField, "is required and missing", offset: start, parameter: "role")
    }
  }

  private mutating func role(in body: Span<UInt8>) throws(DialectError) -> TextRole {
    let kind = try cursor.kind(in: body)
    guard kind == .string else { throw cursor.wrongType("a string", kind).inside("role") }
    let name = try cursor.string(in: body)
    // Six bytes for each of nine letters.
    if name.hasEscapes { return name.range.count <= 54 ? role(named: text(body, name)) : .user }
    let index = name.range.lowerBound
    switch name.range.count {
    case 4: return matches("tool", in: body, at: index) ? .tool : .user
    case 6: return matches("system", in: body, at: index) ? .system : .user
    case 8: return matches("function", in: body, at: index) ? .tool : .user
    case 9:
      return matches("assistant", in: body, at: index)
        ? .assistant : matches("developer", in: body, at: index) ? .system : .user
    default: return .user
    }
  }

  /// A role that nobody knows counts as the user's, whose text weighs most.
  private func role(named name: String) -> TextRole {
    switch name {
    case "system", "developer": .system
    case "assistant": .assistant
    case "tool", "function": .tool
    default: .user
    }
  }

  /// Tool calls of an assistant message: the arguments are text that the model wrote.
  private mutating func toolCalls(in body: Span<UInt8>) throws(DialectError) {
    switch try cursor.kind(in: body) {
    case .null: try cursor.null(in: body)
    case .array: try shownStrings(.assistant, in: body)
    case let kind: throw cursor.wrongType("an array of tool calls", kind)
    }
  }
}
