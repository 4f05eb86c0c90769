/// OpenAI Chat Completions.
enum OpenAIChatCodec: DialectCodec {
  static func streamDecoder(keepsText: Bool) -> any ReplyStreamDecoder {
    OpenAIChatStreamDecoder(keepsText: keepsText)
  }

  static func streamEncoder(for caller: CallerTraits) -> any ReplyStreamEncoder {
    OpenAIChatStreamEncoder(caller: caller)
  }
}
