import Dialects
import Testing

/// What a relay made of a stream.
struct Relayed: Equatable {
  var output: String
  var error: DialectError?
  var usage: UsageCounts?
  var isFinished: Bool
  var sawContent: Bool
  var outputBytes: Int
  var events: Int
  var finishReasons: [String]
  var upstreamError: WireError?

  init(
    _ pieces: [[UInt8]], _ dialect: Dialect = .openAIChat, strip: Bool = false, choices: Int = 1,
    lenientEnd: Bool = false
  ) {
    var relay = StreamRelay(dialect: dialect, stripUsageChunk: strip, choices: choices)
    var out: [UInt8] = []
    do throws(DialectError) {
      for piece in pieces { try relay.receive(piece.span, into: &out) }
      if lenientEnd { try relay.end(into: &out) } else { try relay.end() }
    } catch {
      self.error = error
    }
    output = out.text
    usage = relay.usage
    isFinished = relay.isFinished
    sawContent = relay.sawContent
    outputBytes = relay.outputBytes
    events = relay.events
    finishReasons = relay.finishReasons
    upstreamError = relay.upstreamError
  }

  init(
    _ stream: String, _ dialect: Dialect = .openAIChat, strip: Bool = false, choices: Int = 1, lenientEnd: Bool = false
  ) {
    self.init([Array(stream.utf8)], dialect, strip: strip, choices: choices, lenientEnd: lenientEnd)
  }
}

/// Streams as servers send them.
enum ScriptedStream {
  static let openAI = """
    : OPENROUTER PROCESSING

    data: {"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

    data: {"id":"c","choices":[{"index":0,"delta":{"content":"Grüße, 中 "},"finish_reason":null}],"usage":null}

    data: {"id":"c","choices":[{"index":0,"delta":{"content":"\\ud83d\\ude00\\n"},"finish_reason":null}]}

    data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

    data: {"id":"c","choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":2}}}

    data: [DONE]


    """

  static let anthropic = """
    event: message_start
    data: {"type":"message_start","message":{"id":"m","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":7,"cache_read_input_tokens":3,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":3},"output_tokens":1}}}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

    event: ping
    data: {"type": "ping"}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}

    event: content_block_stop
    data: {"type":"content_block_stop","index":0}

    event: content_block_start
    data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"look","input":{}}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"q\\":1}"}}

    event: message_delta
    data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}

    event: message_stop
    data: {"type":"message_stop"}


    """
}

@Suite("A relay of a stream")
struct StreamRelayTests {
  @Test("passes an OpenAI stream on unchanged and adds up what it says")
  func relaysOpenAI() {
    let relayed = Relayed(ScriptedStream.openAI)
    #expect(relayed.output == ScriptedStream.openAI)
    #expect(relayed.error == nil && relayed.isFinished && relayed.sawContent)
    #expect(relayed.usage == UsageCounts(input: 15, cacheRead: 5, output: 7, reasoning: 2))
    #expect(relayed.outputBytes == "Grüße, 中 😀\n".utf8.count)
    #expect(relayed.events == 6)
    #expect(relayed.finishReasons == ["stop"])
  }

  @Test("passes an Anthropic stream on unchanged, and later figures of usage replace earlier ones")
  func relaysAnthropic() {
    let relayed = Relayed(ScriptedStream.anthropic, .anthropicMessages)
    #expect(relayed.output == ScriptedStream.anthropic)
    #expect(relayed.error == nil && relayed.isFinished && relayed.sawContent)
    #expect(relayed.usage == UsageCounts(input: 25, cacheRead: 3, cacheWriteShort: 4, cacheWriteLong: 3, output: 15))
    #expect(relayed.outputBytes == #"Hello{"q":1}"#.utf8.count)
    #expect(relayed.finishReasons == ["tool_use"])
  }

  @Test("leaves the chunk out that carries nothing but usage, if it is not wanted, and nothing else")
  func stripsUsage() {
    let relayed = Relayed(ScriptedStream.openAI, strip: true)
    let events = ScriptedStream.openAI.split(separator: "\n\n", omittingEmptySubsequences: false)
    #expect(relayed.output == events.filter { !$0.contains("prompt_tokens") }.joined(separator: "\n\n"))
    #expect(relayed.usage?.input == 15)
    let kept = """
      data: {"choices":[],"prompt_filter_results":[]}

      data: {"choices":[],"usage":null}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}

      data: [DONE]


      """
    #expect(Relayed(kept, strip: true).output == kept)
  }

  @Test("makes the same of a stream in whatever pieces it arrives", arguments: ["\n", "\r", "\r\n"], [true, false])
  func ignoresPieces(ending: String, strip: Bool) {
    let seed: UInt64 = 20_261_123
    var random = SeededGenerator(seed: seed)
    for (stream, dialect) in [
      (ScriptedStream.openAI, Dialect.openAIChat), (ScriptedStream.anthropic, .anthropicMessages),
    ] {
      let bytes = Array(stream.replacing("\n", with: ending).utf8)
      let whole = Relayed([bytes], dialect, strip: strip)
      #expect(whole.error == nil)
      #expect(Relayed(bytes.map { [$0] }, dialect, strip: strip) == whole)
      for cut in 0...bytes.count {
        #expect(Relayed([Array(bytes[..<cut]), Array(bytes[cut...])], dialect, strip: strip) == whole, "cut at \(cut)")
      }
      for longest in [3, 20, 200] {
        #expect(Relayed(random.pieces(bytes, longest: longest), dialect, strip: strip) == whole, "seed \(seed)")
      }
    }
  }

  @Test("counts a tool call without arguments as content, and reads tool calls, reasoning and audio-free extras")
  func countsToolCalls() {
    let stream = """
      data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_123","type":"function","function":{"name":"","arguments":""}}]}}]}


      """
    #expect(Relayed(stream).sawContent)
    #expect(Relayed(stream).outputBytes == 0)
    let reasoning = """
      data: {"choices":[{"index":0,"delta":{"reasoning_content":"abc","content":[{"type":"text","text":"de"}]}}]}


      """
    #expect(Relayed(reasoning).outputBytes == 5)
  }

  @Test("joins data that comes in several lines")
  func joinsLines() {
    let stream =
      "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"
    let relayed = Relayed(stream)
    #expect(relayed.output == stream)
    #expect(relayed.outputBytes == 2 && relayed.error == nil)
  }

  @Test("passes events without data on")
  func passesEmptyEvents() {
    let stream = ": ping\n\n\n\nid: 1\n\ndata:\n\nevent: x\ndata: \n\n"
    let relayed = Relayed(stream)
    #expect(relayed.output == stream)
    #expect(relayed.events == 0)
  }
}
