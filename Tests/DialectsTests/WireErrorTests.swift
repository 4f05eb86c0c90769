import Dialects
import Testing

@Suite("An error on the wire")
struct WireErrorTests {
  private let overBudget = WireError(
    status: 429, message: "the \"day\" cap is spent", code: "insufficient_quota",
    extra: [("cap", .number(500)), ("resets_at", .string("2026-11-24T00:00:00Z")), ("message", .string("twice"))])

  @Test("is written in the caller's dialect, with what else there is to say")
  func writesBodies() {
    #expect(
      overBudget.body(.openAIChat).text
        == #"{"error":{"message":"the \"day\" cap is spent","type":"insufficient_quota","param":null,"code":"insufficient_quota","cap":500,"resets_at":"2026-11-24T00:00:00Z"}}"#
    )
    #expect(
      overBudget.body(.anthropicMessages).text
        == #"{"type":"error","error":{"type":"rate_limit_error","message":"the \"day\" cap is spent","cap":500,"resets_at":"2026-11-24T00:00:00Z"}}"#
    )
  }

  @Test("ends a stream in-band, without pretending that it is done")
  func writesEvents() {
    let error = WireError(status: 502, message: "cut\noff")
    #expect(
      error.streamEvent(.openAIChat).text
        == "data: {\"error\":{\"message\":\"cut\\noff\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n")
    #expect(
      error.streamEvent(.anthropicMessages).text
        == "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"cut\\noff\"}}\n\n")
  }

  @Test(
    "has the type that goes with its status",
    arguments: [
      (400, "invalid_request_error", "invalid_request_error"), (401, "authentication_error", "authentication_error"),
      (403, "permission_error", "permission_error"), (404, "not_found_error", "not_found_error"),
      (413, "invalid_request_error", "request_too_large"), (429, "rate_limit_error", "rate_limit_error"),
      (500, "server_error", "api_error"), (503, "server_error", "overloaded_error"),
      (529, "server_error", "overloaded_error"),
    ])
  func tellsType(status: Int, openAI: String, anthropic: String) {
    let error = WireError(status: status, message: "")
    #expect(error.type(in: .openAIChat) == openAI)
    #expect(error.type(in: .anthropicMessages) == anthropic)
  }

  @Test("keeps a given type only where the dialect has it")
  func keepsType() {
    let overloaded = WireError(status: 529, message: "", type: "overloaded_error")
    #expect(overloaded.type(in: .openAIChat) == "server_error")
    #expect(overloaded.type(in: .anthropicMessages) == "overloaded_error")
    let own = WireError(status: 403, message: "", type: "policy_refused")
    #expect(own.type(in: .openAIChat) == "policy_refused")
    #expect(own.type(in: .anthropicMessages) == "permission_error")
  }

  @Test(
    "is read from the shapes that servers use",
    arguments: [
      (#"{"error":{"message":"m","type":"t","param":null,"code":"c"}}"#, "m"), (#"{"error":"m"}"#, "m"),
      (#"{"object":"error","message":"m","type":"BadRequestError","code":400}"#, "m"), (#"{"detail":"m"}"#, "m"),
      (#"{"detail":[{"loc":["body"]}]}"#, #"[{"loc":["body"]}]"#), (#"{"type":"error","message":"m"}"#, "m"),
      (#"{"error":{"status":"X"}}"#, #"{"status":"X"}"#),
    ])
  func readsShapes(body: String, message: String) {
    let bytes = Array(body.utf8)
    #expect(WireError(upstreamBody: bytes.span, status: 400)?.message == message)
    #expect(WireError(upstreamBody: bytes.span, status: 400)?.status == 400)
  }

  @Test("is not read from a body that holds none", arguments: ["", "<html>", "{}", "[]", #"{"error":null}"#])
  func readsNothing(body: String) {
    #expect(WireError(upstreamBody: Array(body.utf8).span, status: 400) == nil)
  }

  @Test("follows from a body that could not be read")
  func followsFromDialectError() {
    let error = WireError(DialectError(.wrongType, "must be a string, not a number", offset: 9, parameter: "model"))
    #expect(
      error
        == WireError(
          status: 400, message: "'model' must be a string, not a number (at byte 9)", code: "wrong_type", param: "model"
        ))
    #expect(WireError(DialectError(.cutStream, "cut")).status == 502)
  }
}
