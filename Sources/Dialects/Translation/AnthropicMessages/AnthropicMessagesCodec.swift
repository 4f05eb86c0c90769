/// Anthropic Messages.
enum AnthropicMessagesCodec: DialectCodec {
  static func streamDecoder() -> any ReplyStreamDecoder { AnthropicStreamDecoder() }

  static func streamEncoder(for caller: CallerTraits) -> any ReplyStreamEncoder {
    AnthropicStreamEncoder(caller: caller)
  }
}
