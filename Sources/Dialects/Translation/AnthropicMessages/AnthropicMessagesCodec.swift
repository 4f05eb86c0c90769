/// Anthropic Messages.
enum AnthropicMessagesCodec: DialectCodec {
  static func streamDecoder(keepsText: Bool) -> any ReplyStreamDecoder {
    AnthropicStreamDecoder(keepsText: keepsText)
  }

  static func streamEncoder(for caller: CallerTraits) -> any ReplyStreamEncoder {
    AnthropicStreamEncoder(caller: caller)
  }
}
