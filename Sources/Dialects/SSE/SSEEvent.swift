/// One server-sent event as ranges of its parser's buffer, valid until the parser is given more bytes.
public struct SSEEvent: Sendable, Hashable {
  /// The last `event:` field, nil if there is none or it is empty.
  public var name: Range<Int>?
  /// The data; nil if there is no `data` field, as in a comment that keeps the connection alive.
  ///
  /// A range of `SSEParser.joined` if `isJoined`, else of `SSEParser.buffer`.
  public var data: Range<Int>?
  /// Whether the data came in several lines and was joined by line feeds.
  public var isJoined: Bool
  /// All bytes of the event, from after the previous one to the blank line, both inclusive.
  public var raw: Range<Int>
  /// Whether this is only the line feed of a CR LF that ended the previous event and arrived after it.
  public var isTail: Bool
}
