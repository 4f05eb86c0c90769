import NIOCore
import Testing

@testable import HTTP1

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
      "HTTP/1.1 200 OK\r\ncontent-length: +5\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 5, 5\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length: 9999999999999999999\r\n\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: xchunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n",
      "HTTP/1.1 200 OK\r\ncontent-length : 5\r\n\r\n", "HTTP/1.1 200 OK\r\na: b\r\n c: d\r\n\r\n",
      "HTTP/1.1 200 OK\r\nx-request-id: a\rb\r\n\r\n", "HTTP/1.1 101 Switching\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n",
      "HTTP/1.1 +20 OK\r\n\r\n", "HTTP/1.1 099 OK\r\n\r\n", "HTTP/1.2 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5 5\r\nhello\r\n0\r\n\r\n",
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

  @Test("a head that comes byte by byte is searched once")
  func slowHead() throws {
    var parser = HTTPResponseParser()
    var buffer = ByteBuffer()
    let text = "HTTP/1.1 200 OK\r\nx: \(String(repeating: "a", count: 60_000))\r\ncontent-length: 0\r\n\r\n"
    var parts: [HTTPResponseParser.Part] = []
    for byte in text.utf8 {
      buffer.writeInteger(byte)
      while let part = try parser.next(&buffer) { parts.append(part) }
    }
    #expect(parts == [.head(.init(status: 200)), .end])
  }

  @Test("interim responses and the lines behind the last chunk are bounded")
  func endless() {
    #expect(throws: HTTPMalformed.self) {
      try parse(String(repeating: "HTTP/1.1 103 Early Hints\r\n\r\n", count: 40), size: 1000)
    }
    let trailer = String(repeating: "x: \(String(repeating: "a", count: 4000))\r\n", count: 20)
    #expect(throws: HTTPMalformed.self) {
      try parse("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\(trailer)", size: 1000)
    }
  }

  @Test("a length beside chunks ends the connection with the response")
  func lengthBesideChunks() throws {
    let result = try parse(
      "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", size: 9)
    #expect(result.body == "ok" && result.ends == 1 && !result.reusable)
  }

  @Test("values that are kept are bounded")
  func longValues() throws {
    let long = String(repeating: "a", count: 257)
    let head = try parse(
      "HTTP/1.1 200 OK\r\ncontent-type: \(long)\r\nx-request-id: \(long)\r\ncontent-length: 0\r\n\r\n", size: 999
    ).heads.first
    #expect(head?.contentType == "" && head?.requestID == "")
  }

  @Test(
    "Retry-After is a delay from none to a day, whatever number stands there, or the text of a date, or nothing",
    arguments: [
      ("Retry-After: 7", HTTPResponseParser.RetryAfter.milliseconds(7000)),
      ("Retry-After: 1.5", .milliseconds(1500)), ("retry-after-ms: 250", .milliseconds(250)),
      ("Retry-After: 0", .milliseconds(0)), ("Retry-After: 86400", .milliseconds(86_400_000)),
      ("Retry-After: 86401", .milliseconds(86_400_000)),
      ("Retry-After: 9223372036854775", .milliseconds(86_400_000)),
      ("Retry-After: 9223372036854775807", .milliseconds(86_400_000)),
      ("Retry-After: 18446744073709551616", .milliseconds(86_400_000)),
      ("Retry-After: \(String(repeating: "9", count: 200))", .milliseconds(86_400_000)),
      ("Retry-After: \(String(repeating: "9", count: 300))", nil),
      ("retry-after-ms: 9223372036854775808", .milliseconds(86_400_000)),
      ("retry-after-ms: \(String(repeating: "9", count: 200))", .milliseconds(86_400_000)),
      ("Retry-After: -1", nil), ("Retry-After: -9223372036854775808", nil), ("retry-after-ms: -5", nil),
      ("Retry-After: 1e300", nil), ("Retry-After: inf", nil), ("retry-after-ms: nan", nil),
      ("Retry-After: 0x10", nil), ("Retry-After: soon", nil), ("Retry-After:", nil), ("Retry-After: .", nil),
      ("Retry-After: Mon, 23 Nov 2026 16:00:05 GMT", .date("Mon, 23 Nov 2026 16:00:05 GMT")),
    ])
  func retryAfter(line: String, expected: HTTPResponseParser.RetryAfter?) throws {
    let head = try parse("HTTP/1.1 429 Too Many\r\n\(line)\r\ncontent-length: 0\r\n\r\n", size: 99).heads.first
    #expect(head?.status == 429 && head?.retryAfter == expected)
  }
}
