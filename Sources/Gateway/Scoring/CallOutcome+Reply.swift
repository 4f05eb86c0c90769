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
        for data in EventData.of(bytes) { assembler.receive(data) }
        self = .answered(try assembler.answer(usage: usage, latency: latency))
      }
    } catch {
      self = .failed("\(error)")
    }
  }

  /// What came of a call that no caller waited for.
  init(_ ending: UpstreamOutcome.Ending, dialect: Dialect) {
    switch ending {
    case .failure(let reason): self = .failed(reason)
    case .answer(let bytes):
      do {
        self = .answered(try Answer.read(bytes, dialect: dialect))
      } catch {
        self = .failed("\(error)")
      }
    }
  }
}

/// The data of server-sent events that this gateway wrote itself.
enum EventData {
  static func of(_ stream: [UInt8]) -> [[UInt8]] {
    var events: [[UInt8]] = []
    var data: [UInt8]?
    for var line in stream.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      if line.isEmpty {
        if let complete = data { events.append(complete) }
        data = nil
      } else if line.starts(with: "data:".utf8) {
        line = line.dropFirst(5)
        if line.first == UInt8(ascii: " ") { line = line.dropFirst() }
        data = data.map { $0 + [UInt8(ascii: "\n")] + line } ?? Array(line)
      }
    }
    if let last = data { events.append(last) }
    return events
  }
}
