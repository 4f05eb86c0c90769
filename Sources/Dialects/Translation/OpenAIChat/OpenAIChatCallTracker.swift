/// Tells which call a fragment of `tool_calls` belongs to, and numbers calls in the order they begin.
struct OpenAIChatCallTracker: Sendable {
  private struct Call {
    var number: Int
    var id: String
    /// Arguments that came before the name; nil once the call has begun.
    var waiting: String?

    /// The name is there, so the call can be told of together with what waited for it.
    mutating func begin(name: String, replyID: String, into events: inout [ReplyEvent]) {
      let id = id.isEmpty ? OpenAIChatCodec.callID(reply: replyID, number: number) : id
      events.append(.toolStart(call: number, id: id, name: name))
      if let waiting, !waiting.isEmpty { events.append(.toolArguments(call: number, text: waiting)) }
      waiting = nil
    }
  }

  /// Calls by the upstream's index.
  private var byIndex: [Int: Call] = [:]
  private var latestIndex: Int?
  private var unnamed = 0
  /// Calls so far.
  private(set) var count = 0

  /// Appends what one element of `tool_calls` says.
  mutating func take(_ fragment: JSONValue, replyID: String, into events: inout [ReplyEvent]) {
    let function = fragment["function"]
    let id = fragment["id"]?.string ?? ""
    let name = function?["name"]?.string ?? ""
    let arguments = Self.arguments(function)
    // Without an index, an id begins a call and anything else goes on with the latest.
    let index = fragment["index"]?.integer ?? (id.isEmpty ? latestIndex ?? 0 : count)
    latestIndex = index
    var call: Call
    // Some servers give every call the index 0; a new id tells them apart.
    let known = byIndex.removeValue(forKey: index)
    if let known, id.isEmpty || known.id.isEmpty || UTF8Name(known.id) == UTF8Name(id) {
      call = known
      if call.id.isEmpty { call.id = id }
    } else {
      if known?.waiting != nil { unnamed += 1 }
      call = Call(number: count, id: id, waiting: "")
      count += 1
    }
    if call.waiting == nil {
      if !arguments.isEmpty { events.append(.toolArguments(call: call.number, text: arguments)) }
    } else {
      call.waiting?.append(arguments)
      if !name.isEmpty { call.begin(name: name, replyID: replyID, into: &events) }
    }
    byIndex[index] = call
  }

  /// The answer ended: throws if a call never got a name.
  func finish() throws(DialectError) {
    guard unnamed == 0, byIndex.values.allSatisfy({ $0.waiting == nil }) else {
      throw DialectError(.malformedStream, "the upstream's stream holds a tool call without a name")
    }
  }

  /// The fragment of arguments; some servers send the whole object instead of text.
  private static func arguments(_ function: JSONValue?) -> String {
    switch function?["arguments"] {
    case .string(let text): text
    case .object(let members): ToolInput(.object(members)).text
    default: ""
    }
  }
}
