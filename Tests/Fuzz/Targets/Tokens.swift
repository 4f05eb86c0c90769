/// Pieces of text that mean something to whoever reads the inputs.
enum Tokens {
  static let json =
    bytes([
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00", "\\u006", "\\n", "true", "false",
      "null", " ",
      "\t", "\n", "\r\n", "0", "-", "1e5", "\u{0}", "\u{FEFF}", "\u{2028}", "é", "中", "😀", "\"\":", "{}", "[]", "/",
      "//",
      "NaN", "Infinity", "'",
    ]) + [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80]]

  static let requests =
    json
    + bytes([
      #""model":"x","#, #""mod\u0065l":"x","#, #""Model":1,"#, #""messages":[],"#, #""stream":true,"#, #""stream":1,"#,
      #""stream_options":null,"#, #""stream_options":{"include_usage":true},"#, #""max_tokens":null,"#,
      #""max_tokens":-1,"#,
      #""n":2,"#, #""metadata":{"use_case":"law"},"#, #""tools":[{}],"#, #""role":"system","#, #""content":null,"#,
      #""content":[{"type":"text","text":""}],"#, #""type":"image_url","#, #""source":{"type":"text","data":""},"#,
      #""tool_calls":[],"#, #""input":"","#, #""system":[],"#, #"{"type":"tool_result","tool_use_id":"","content":[]}"#,
      #"{"type":"tool_use","id":"","name":"","input":{}}"#, #""logprobs":true,"#, #""me\u017f\u017fages":1,"#,
    ])

  static let streams =
    json
    + bytes([
      "data: ", "data:", "data", "event: error", "event:", "id: 1", "retry: 1", ": c", "\n", "\n\n", "\r", "\r\n",
      "\r\n\r\n",
      "data: [DONE]\n\n", "[DONE]", "\ndata: ", #""usage":{"prompt_tokens":1},"#, #""choices":[],"#, #""index":1,"#,
      #""finish_reason":"stop","#, #""error":{"message":"m"},"#, #""type":"message_stop","#, #""index":200,"#,
      #""usage":null,"#, #""delta":{},"#, #""type":"content_block_start","#, #""type":"message_start","#,
    ])

  static let messages =
    bytes([
      "\r\n", "\n", "\r", "\r\n\r\n", "\t", " ", ":", ";", ",", "\u{0}", "\u{7F}", "HTTP/1.1", "HTTP/1.0", "200 OK",
      "100 Continue\r\n\r\n", "content-length: ", "content-length: 5\r\n", "transfer-encoding: chunked\r\n",
      "0\r\n\r\n",
      "5\r\nhello\r\n", "5 5\r\n", "ffffffff\r\n", "fffffffff", "connection: close\r\n", "host: a\r\n",
      "expect: 100-continue\r\n", "retry-after: ", "retry-after: 9223372036854775807\r\n", "retry-after-ms: 1e9\r\n",
      "authorization: Bearer x\r\n", "idempotency-key: k\r\n", "anthropic-beta: b\r\n", "origin: null\r\n",
    ]) + [[0xFF], [0x80]]

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
