/// Valid HTTP/1.1 messages to start from; all written for this purpose.
enum SeedMessages {
  static let requests = [
    "POST /v1/chat/completions?x=1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    "POST /b HTTP/1.1\r\nhost:a\r\ntransfer-encoding: Chunked\r\n\r\n5;note=1\r\nhello\r\nB\r\n world, you\r\n0\r\nx: 1\r\n\r\n",
    "GET /health HTTP/1.0\r\n\r\nGET /ready HTTP/1.1\r\nHost: localhost:8080\r\nOrigin: http://localhost\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer sk-1\r\nX-Steelyard-Use-Case: crm\r\nExpect: 100-continue\r\n"
      + "Idempotency-Key: k\r\nAnthropic-Beta: b\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n",
  ]

  static let responses = [
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello",
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Request-Id: abc\r\n\r\n"
      + "5;note=1\r\nhello\r\nB\r\n world, you\r\n0\r\nx-trailer: 1\r\n\r\n",
    "HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nretry-after-ms: 250\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}",
    "HTTP/1.1 503 No\r\nRetry-After: Mon, 23 Nov 2026 16:00:05 GMT\r\ncontent-length: 0\r\n\r\n",
    "HTTP/1.0 200 OK\r\n\r\nuntil the connection ends", "HTTP/1.1 204 No Content\r\n\r\n",
  ]
}
