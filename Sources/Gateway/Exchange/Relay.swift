import Dialects

/// A streamed reply on its way to the caller: copied when both ends speak the same dialect, else translated.
///
/// A class, as each piece that comes asks it several things: a value would be copied for each of them. Belongs to one
/// event loop.
final class Relay {
  // One of them is there.
  private var copied: StreamRelay?
  private var translated: TranslatingStream?

  init(_ relay: StreamRelay) { copied = relay }

  init(_ relay: TranslatingStream) { translated = relay }

  /// Relays what arrived, appending what the caller shall get to `out`.
  func receive(_ bytes: Span<UInt8>, into out: inout [UInt8]) throws(DialectError) {
    try copied?.receive(bytes, into: &out)
    try translated?.receive(bytes, into: &out)
  }

  /// Checks that the upstream may end here, and appends what the caller's dialect says at the end.
  func end(into out: inout [UInt8]) throws(DialectError) {
    try copied?.end(into: &out)
    try translated?.end(into: &out)
  }

  /// Whether both ends speak different dialects.
  var isTranslated: Bool { translated != nil }

  /// True once the dialect's own end has been seen.
  var isFinished: Bool { copied?.isFinished ?? translated?.isFinished ?? false }

  var usage: UsageCounts? { copied?.usage ?? translated?.usage }

  /// Why choices ended so far, as the provider spells it.
  var finishReasons: [String] { copied?.finishReasons ?? translated?.finishReasons ?? [] }

  /// Whether anything was generated, be it a tool call without arguments.
  var sawContent: Bool { copied?.sawContent ?? translated?.sawContent ?? false }

  /// Events that made no sense and were left out.
  var dropped: Int { copied?.dropped ?? 0 }

  /// Bytes that were generated so far.
  var outputBytes: Int { copied?.outputBytes ?? translated?.generated.bytes ?? 0 }

  /// What was generated so far, for an estimate when usage is missing.
  var generated: GeneratedText { copied?.generated ?? translated?.generated ?? GeneratedText() }

  /// What the provider says of how it bills.
  var billing: BillingFacts { copied?.billing ?? translated?.billing ?? BillingFacts() }

  /// An error that the upstream reported inside the stream.
  var upstreamError: WireError? { copied?.upstreamError ?? translated?.upstreamError }
}
