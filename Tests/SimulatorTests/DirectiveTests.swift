import Testing

@testable import Simulator

@Suite("What a request asks of the simulator is read strictly")
struct DirectiveTests {
  @Test("a directive is read whole")
  func whole() throws {
    let directive = try Directive(parsing: "fault=429, retry_after=3, times=2,model=a,tokens=9,chunk-ms=4")
    #expect(directive.fault == Fault(.status(429), retryAfter: .seconds(3)))
    #expect(directive.times == 2)
    #expect(directive.model == "a")
    #expect(directive.tokens == 9)
    #expect(directive.chunkMilliseconds == 4)
  }

  @Test(
    "a mistake is named with what is allowed",
    arguments: [
      ("fault=nonsense", "error-event"), ("fault=200", "400 to 599"), ("fault", "key=value"), ("colour=red", "times"),
      ("times=0", "1 to 1000000"), ("tokens=many", "0 to 100000"),
    ])
  func mistakes(text: String, named: String) {
    let mistake = #expect(throws: Directive.Mistake.self) { _ = try Directive(parsing: text) }
    #expect(mistake?.message.contains(named) == true)
  }

  @Test("a mistake in the header is answered with a 400")
  func mistakeOverHTTP() async throws {
    try await withSimulator { _, client in
      let reply = try await client.send(
        "POST", "/v1/chat/completions", chat(), headers: [("x-simulate", "fault=nonsense")])
      #expect(reply.status == 400)
      #expect(reply.json["error"]?["param"]?.text == "x-simulate")
    }
  }

  @Test(
    "suffixes that mean something are taken off the model's name, others stay",
    arguments: [
      ("deepseek-v4-flash+cut3", "deepseek-v4-flash", Fault(.cut(after: 3))),
      ("a+429+tokens5", "a", Fault(.status(429))), ("a+slow200", "a", Fault(.slow(milliseconds: 200))),
      ("a+reset", "a", Fault(.reset)), ("c++", "c++", nil), ("a+b", "a+b", nil), ("a+999", "a+999", nil),
    ] as [(String, String, Fault?)])
  func suffixes(name: String, model: String, fault: Fault?) {
    let read = ModelName(name)
    #expect(read.model == model)
    #expect(read.directive.fault == fault)
  }

  @Test("a header has the last word over a suffix")
  func precedence() throws {
    let merged = try Directive(parsing: "tokens=5").over(ModelName("m+cut1+tokens9").directive)
    #expect(merged.tokens == 5)
    #expect(merged.fault == Fault(.cut(after: 1)))
  }
}
