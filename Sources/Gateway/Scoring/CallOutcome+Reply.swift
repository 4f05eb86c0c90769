import Dialects
import NIOCore
import Scoring

extension CallOutcome {
  /// What a caller got, read for scoring.
  init(_ reply: ShadowSample.Reply, dialect: Dialect, usage: UsageCounts?, milliseconds: Int64) {
    let latency = Duration.milliseconds(milliseconds)
    do throws(ScoringError) {
      switch reply {
      case .whole(let body):
        self = .answered(try Answer.read(Array(body.readableBytesView), dialect: dialect, latency: latency))
      case .streamed(let bytes):
        var assembler = AnswerAssembler(dialect: dialect)
        assembler.receive(stream: bytes)
        self = .answered(try assembler.answer(usage: usage, latency: latency))
      }
    } catch {
      self = .failed("\(error)")
    }
  }

  /// What came of a call that no caller waited for.
  init(_ outcome: UpstreamOutcome, dialect: Dialect) {
    switch outcome.ending {
    case .failure(let reason): self = .failed(reason)
    case .answer(let bytes):
      do {
        self = .answered(try Answer.read(bytes, dialect: dialect, latency: outcome.latency))
      } catch {
        self = .failed("\(error)")
      }
    }
  }
}

extension AnswerAssembler {
  /// Takes a stream that has come whole; what follows a fault in it is not looked at.
  fileprivate mutating func receive(stream: [UInt8]) {
    var parser = SSEParser()
    parser.append(stream.span)
    while let event = try? parser.next() {
      guard let range = event.data, !range.isEmpty, !event.isTail else { continue }
      receive(Array(event.isJoined ? parser.joined[range] : parser.buffer[range]))
    }
  }
}
