public import Dialects

/// Puts the events of a streamed reply together again.
///
/// Feed it the data of each server-sent event; a stream that ended without its end being announced is a failure.
public struct AnswerAssembler: Sendable {
  private struct Call {
    var name = ""
    var arguments = ""
  }

  private let dialect: Dialect
  private let limits: ScoringLimits
  private var text = ""
  private var refusal: String?
  private var calls: [Int: Call] = [:]
  private var finish: String?
  private var logProbabilities: [Double] = []
  private var bytes = 0
  private var isEnded = false
  private var error: ScoringError?

  /// An assembler of one stream.
  public init(dialect: Dialect, limits: ScoringLimits = .standard) {
    self.dialect = dialect
    self.limits = limits
  }

  /// Takes the data of one event.
  public mutating func receive(_ data: [UInt8]) {
    guard error == nil, !isEnded else { return }
    bytes += data.count
    guard bytes <= limits.documentBytes else {
      error = ScoringError(.tooLarge, "the stream has more than \(limits.documentBytes) bytes")
      return
    }
    if data == Array("[DONE]".utf8) {
      isEnded = true
      return
    }
    do throws(DialectError) {
      let event = try JSONValue.parse(data.span, maxDepth: limits.jsonDepth, maxValues: limits.jsonValues)
      if let wire = event.wireError {
        error = ScoringError(.invalidReply, wire.message)
        return
      }
      switch dialect {
      case .openAIChat: chunk(event)
      case .anthropicMessages: block(event)
      }
    } catch {
      self.error = ScoringError(.invalidReply, error.message)
    }
  }

  /// The answer; usage is known to whoever relayed the stream.
  public func answer(usage: UsageCounts? = nil, latency: Duration? = nil) throws(ScoringError) -> Answer {
    if let error { throw error }
    guard isEnded || finish != nil else { throw ScoringError(.invalidReply, "the stream was cut before its end") }
    return Answer(
      text: text,
      toolCalls: calls.sorted { $0.key < $1.key }.map {
        ToolCall(name: $0.value.name, argumentText: $0.value.arguments, limits)
      },
      finish: FinishReason(word: finish), refusal: refusal,
      logProbabilities: logProbabilities.isEmpty ? nil : logProbabilities, usage: usage, latency: latency,
      limits: limits)
  }

  private mutating func chunk(_ event: JSONValue) {
    for choice in event["choices"]?.array ?? [] where (choice["index"]?.integer ?? 0) == 0 {
      let delta = choice["delta"]
      text += Answer.contentText(delta?["content"])
      if let said = delta?["refusal"]?.string { refusal = (refusal ?? "") + said }
      for (position, call) in (delta?["tool_calls"]?.array ?? []).enumerated() {
        let index = call["index"]?.integer ?? position
        calls[index, default: Call()].name += call["function"]?["name"]?.string ?? ""
        calls[index, default: Call()].arguments += call["function"]?["arguments"]?.string ?? ""
      }
      logProbabilities += LogProbabilities.read(choice["logprobs"]) ?? []
      if let reason = choice["finish_reason"]?.string, !reason.isEmpty { finish = reason }
    }
  }

  private mutating func block(_ event: JSONValue) {
    let index = event["index"]?.integer ?? 0
    switch event["type"]?.name {
    case "content_block_start":
      let block = event["content_block"]
      text += block?["text"]?.string ?? ""
      if block?["type"]?.name == "tool_use" { calls[index] = Call(name: block?["name"]?.string ?? "") }
    case "content_block_delta":
      let delta = event["delta"]
      if delta?["type"]?.name == "text_delta" { text += delta?["text"]?.string ?? "" }
      if let piece = delta?["partial_json"]?.string { calls[index]?.arguments += piece }
    case "message_delta": finish = event["delta"]?["stop_reason"]?.string ?? finish
    case "message_stop": isEnded = true
    default: break
    }
  }
}
