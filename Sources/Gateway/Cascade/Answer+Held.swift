import Dialects
import NIOCore
import Scoring

extension Answer {
  /// What a stream that has come whole says; nil when it cannot be read.
  static func read(stream: [UInt8], dialect: Dialect) -> Answer? {
    var parser = SSEParser()
    var assembler = AnswerAssembler(dialect: dialect)
    parser.append(stream.span)
    do {
      while let event = try parser.next() {
        guard let range = event.data, !range.isEmpty, !event.isTail else { continue }
        assembler.receive(Array(event.isJoined ? parser.joined[range] : parser.buffer[range]))
      }
      return try assembler.answer()
    } catch {
      return nil
    }
  }

  /// What a whole reply says; nil when it cannot be read.
  static func read(reply: ByteBuffer, dialect: Dialect) -> Answer? {
    try? Answer.read(Array(reply.readableBytesView), dialect: dialect)
  }
}
