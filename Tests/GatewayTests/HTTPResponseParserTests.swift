import Catalog
import NIOCore
import Testing

@testable import Gateway

@Suite("reading an upstream's HTTP/1.1 response")
struct HTTPResponseParserTests {
  /// Feeds `text` in pieces of `size` bytes and gathers what comes out.
  private func parse(
    _ text: String, size: Int, closes: Bool = false
  ) throws -> (heads: [HTTPResponseParser.Head], body: String, ends: Int, reusable: Bool) {
    var parser = HTTPResponseParser()
    var heads: [HTTPResponseParser.Head] = []
    var body = ""
    var ends = 0
    var pending = ByteBuffer()
    func take(_ part: HTTPResponseParser.Part) {
      switch part {
      case .head(let head): heads.append(head)
      case .body(let bytes): body += String(buffer: bytes)
      case .end: ends += 1
      }
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      pending.writeBytes(bytes[start..<min(start + size, bytes.count)])
      while let part = try parser.next(&pending) { take(part) }
    }
    if closes, let part = try parser.closed() { take(part) }
    return (heads, body, ends, parser.isReusable)
  }

  @Test("a response is the same however its bytes are split", arguments: [1, 2, 3, 7, 64, 4096])
  func splitting(size: Int) throws {
    let fixed = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\nhello world"
    let chunked =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Request-Id: abc\r\n\r\n"
      + "5;note=1\r\nhello\r\nB\r\n world, you\r\n0\r\nx-trailer: 1\r\n\r\n"
    let first = try parse(fixed, size: size)
    #expect(first.body == "hello world")
    #expect(first.heads.first?.contentType == "application/json")
    #expect(first.ends == 1)
    let second = try parse(chunked, size: size)
    #expect(second.heads.map(\.status) == [200])
    #expect(second.heads.first?.requestID == "abc")
    #expect(second.body == "hello world, you")
    #expect(second.ends == 1 && second.reusable)
  }

  @Test("two responses on one connection are told apart")
  func keepAlive() throws {
    let one = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"
    let result = try parse(one + one, size: 5)
    #expect(result.body == "okok")
    #expect(result.ends == 2)
  }

  @Test("a body without a length ends with the connection, which is not used again")
  func untilClose() throws {
    let result = try parse("HTTP/1.0 200 OK\r\n\r\nabc", size: 4, closes: true)
    #expect(result.body == "abc")
    #expect(result.ends == 1)
    #expect(!result.reusable)
  }

  @Test("a connection that ends inside a body is an error, not an end")
  func cut() {
    #expect(throws: HTTPMalformed.self) {
      try parse("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", size: 100, closes: true)
    }
    #expect(throws: HTTPMalformed.self) {
      try parse("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhel", size: 100, closes: true)
    }
  }

  @Test(
    "bytes that are not a response are refused",
    arguments: [
      "SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffff\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nabc\r\n",
    ])
  func malformed(text: String) {
    #expect(throws: HTTPMalformed.self) { try parse(text, size: 1000) }
  }

  @Test("a head without end is refused once it is longer than the limit")
  func endlessHead() {
    let text = "HTTP/1.1 200 OK\r\nx: " + String(repeating: "a", count: 70_000)
    #expect(throws: HTTPMalformed.self) { try parse(text, size: 9000) }
  }

  @Test("Retry-After is read in seconds, in milliseconds and as a date")
  func retryAfter() throws {
    func head(_ line: String) throws -> HTTPResponseParser.RetryAfter? {
      try parse("HTTP/1.1 429 Too Many\r\n\(line)\r\ncontent-length: 0\r\n\r\n", size: 99).heads.first?.retryAfter
    }
    #expect(try head("Retry-After: 7") == .milliseconds(7000))
    #expect(try head("retry-after-ms: 250") == .milliseconds(250))
    let date = try head("Retry-After: Mon, 23 Nov 2026 16:00:05 GMT")
    let now = Timestamp(milliseconds: Timestamp(year: 2026, month: 11, day: 23).milliseconds + 16 * 3_600_000)
    #expect(date?.milliseconds(from: now) == 5000)
  }
}
