import ArgumentParser
import Foundation
import NIOPosix
import Simulator

/// `steelyard simulate`: a stand-in for model providers.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs a stand-in for model providers that speaks the OpenAI and the Anthropic API.",
    discussion: """
      Every reply says that it is simulated, and is the same for the same request and seed. Any path prefix is taken:
        POST …/chat/completions, …/embeddings, …/messages, …/messages/count_tokens     GET …/models

      A request can ask for a fault or a shape of reply in three ways, the first having the last word:
        header      x-simulate: fault=429,retry-after=1,times=2
        user field  "user": "simulate:fault=cut,after=3"   (Anthropic: metadata.user_id)
        model name  deepseek-v4-flash+cut3, m+429, m+slow2000, m+tokens50+chunk20

      Faults: 400 to 599 (with retry-after or retry-after-date, seconds), slow (ms), cut, truncated, stall, malformed,
      error-event (each with after = events that still arrive), no-usage, wrong-length (by = bytes), reset.
      With 'times' a fault ends after so many requests that differ in nothing but the model; 'model' limits it to one
      model; 'key' tells otherwise equal requests apart. Shapes: latency-ms, chunk-ms, tokens, calls, cached, reasoning.

      POST /_simulate/faults {"model": "m", "fault": "503", "times": 2} shows a fault to the next requests for a model,
      GET /_simulate/log lists the requests received, with secrets blotted out, POST /_simulate/reset forgets both.
      """)

  @Option(help: "Address to listen on.") var host = "127.0.0.1"
  @Option(help: "Port to listen on; 0 takes a free one.") var port = 9100
  @Option(help: "Milliseconds before the first byte of a reply.") var latencyMs = 0
  @Option(help: "Milliseconds between the chunks of a stream.") var chunkMs = 0
  @Option(help: "Tokens of an answer, unless the request allows fewer.") var tokens = 24
  @Option(help: "Share of requests that fail with a 500, from 0 to 1.") var errorRate = 0.0
  @Option(help: "Varies the wording of replies and which requests fail.") var seed: UInt64 = 1
  @Option(help: "Key that requests must carry; any is taken by default.") var key: String?

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is not from 0 to 65535") }
    guard (0...100_000).contains(tokens) else { throw ValidationError("--tokens \(tokens) is not from 0 to 100000") }
    guard (0...1).contains(errorRate) else { throw ValidationError("--error-rate \(errorRate) is not from 0 to 1") }
    for (name, value) in [("latency-ms", latencyMs), ("chunk-ms", chunkMs)] where !(0...3_600_000).contains(value) {
      throw ValidationError("--\(name) \(value) is not from 0 to 3600000")
    }
  }

  func run() async throws {
    let behaviour = Behaviour(
      latencyMilliseconds: latencyMs, chunkMilliseconds: chunkMs, tokens: tokens,
      errorsPerMillion: Int(errorRate * 1_000_000), seed: seed, requiredKey: key)
    let upstream: SimulatedUpstream
    do {
      upstream = try await SimulatedUpstream.start(
        host: host, port: port, behaviour: behaviour, group: MultiThreadedEventLoopGroup.singleton)
    } catch {
      throw ValidationError("the simulator cannot listen on \(host):\(port): \(error)")
    }
    let address = "http://\(host.contains(":") ? "[\(host)]" : host):\(upstream.port)"
    print("simulated OpenAI and Anthropic API on \(address)/v1 (ctrl-C ends it)")
    let authorization = key.map { "-H 'authorization: Bearer \($0)' " } ?? ""
    print("try:  curl -N \(address)/v1/chat/completions \(authorization)\\")
    print(#"        -d '{"model":"m+chunk50","stream":true,"messages":[{"role":"user","content":"hello"}]}'"#)
    // A line that says where it listens must reach a pipe at once.
    fflush(nil)
    for await event in Signals.events(poll: .seconds(3_600)) where event == .stop { break }
    try await upstream.stop()
    print("stopped after \(upstream.log.last?.number ?? 0) requests")
  }
}
