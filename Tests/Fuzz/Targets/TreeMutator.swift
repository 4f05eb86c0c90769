import Dialects

/// Changes documents without making them invalid JSON, so that inputs get past the first check.
struct TreeMutator: Sendable {
  /// The document with some values exchanged, doubled, left out or replaced; the input if it is no JSON.
  func mutate(_ input: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
    guard var tree = try? JSONValue.parse(input.span) else { return input }
    for _ in 0..<1 + random.below(4) { tree = change(tree, tree, &random) }
    var out: [UInt8] = []
    tree.write(into: &out)
    return out
  }

  /// Walks down a random way and changes what it ends at.
  private func change(_ value: JSONValue, _ root: JSONValue, _ random: inout FuzzRandom) -> JSONValue {
    switch value {
    case .object(var members) where !members.isEmpty && random.below(5) > 0:
      let place = random.below(members.count)
      switch random.below(12) {
      case 0: members.remove(at: place)
      case 1: members.append(members[place])
      case 2: members.swapAt(place, random.below(members.count))
      case 3: members[place].0 = name(root, &random)
      case 4: members.append((name(root, &random), leaf(root, &random)))
      default: members[place].1 = change(members[place].1, root, &random)
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty && random.below(5) > 0:
      let place = random.below(elements.count)
      switch random.below(10) {
      case 0: elements.remove(at: place)
      case 1: elements.append(elements[place])
      case 2: elements.swapAt(place, random.below(elements.count))
      case 3: elements.append(leaf(root, &random))
      default: elements[place] = change(elements[place], root, &random)
      }
      return .array(elements)
    default: return leaf(root, &random)
    }
  }

  private func leaf(_ root: JSONValue, _ random: inout FuzzRandom) -> JSONValue {
    switch random.below(14) {
    case 0: .null
    case 1: .bool(random.below(2) == 0)
    case 2: .number(["0", "1", "-1", "2", "0.5", "1e9", "9223372036854775808", "127", "1e400"][random.below(9)])
    case 3: .string("")
    case 4:
      .string(
        ["text", "auto", "stop", "user", "data:image/png;base64,QUJD", "a\"\\\n\u{0}é中😀", "{}", "{\"a\":"][
          random.below(8)])
    case 5: .array([])
    case 6: .object([])
    case 7: .array([.string("a"), .object([("type", .string("text")), ("text", .string("t"))])])
    default: somewhere(in: root, &random)
    }
  }

  /// A value from another place of the same document.
  private func somewhere(in value: JSONValue, _ random: inout FuzzRandom) -> JSONValue {
    switch value {
    case .object(let members) where !members.isEmpty && random.below(6) > 0:
      somewhere(in: members[random.below(members.count)].1, &random)
    case .array(let elements) where !elements.isEmpty && random.below(6) > 0:
      somewhere(in: elements[random.below(elements.count)], &random)
    default: value
    }
  }

  private func name(_ root: JSONValue, _ random: inout FuzzRandom) -> String {
    let names = [
      "type", "text", "content", "role", "model", "messages", "system", "stream", "n", "tools", "tool_calls", "source",
      "image_url", "usage", "choices", "delta", "index", "finish_reason", "stop_reason", "error", "message", "input",
      "tool_use_id", "tool_call_id", "is_error", "stop", "thinking", "max_tokens", "unknown", "",
    ]
    return names[random.below(names.count)]
  }
}
