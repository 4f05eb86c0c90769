/// OpenAI Chat Completions.
enum OpenAIChatCodec: DialectCodec {
  static func streamDecoder() -> any ReplyStreamDecoder { OpenAIChatStreamDecoder() }

  static func streamEncoder(for caller: CallerTraits) -> any ReplyStreamEncoder {
    OpenAIChatStreamEncoder(caller: caller)
  }
}
