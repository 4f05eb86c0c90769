import Foundation
import FoundationNetworking
import Testing

@Suite("Gates and cascades on the command line", .serialized)
struct GatePolicyCommandTests {
  private static let policy = """
    fallback_use_case: work
    use_cases:
      - {id: work, stakes: moderate, class: hybrid, max_output_tokens: 400, cascade: {signals: [schema, refusal]}}
      - {id: review, stakes: high, class: hybrid}
    gates:
      - {use_case: work, incumbent: openai/gpt-6.1-terra, challenger: deepseek/deepseek-v4-flash, checks: [schema]}
      - use_case: review
        incumbent: openai/gpt-6.1-terra
        challenger: deepseek/deepseek-v4-pro
        judge: mistral/mistral-large-4
        margin: 0.02
        error: 0.01
        rubric: [one, two, three]
        owner: Jane Doe
        reason: measured on our own reviews
        date: 2026-11-01

    """

  private func place(_ policy: String = policy) throws -> URL {
    let directory = try Locations.temporaryDirectory()
    try Data(policy.utf8).write(to: directory.appending(path: "policy.yaml"))
    return directory
  }

  @Test("check counts gates and warns of one that saves nothing; show lists them with who signed")
  func checkAndShow() async throws {
    let directory = try place()
    let check = try await Commands.run(["policy", "check", "policy.yaml"], in: directory)
    #expect(check.contains("2 gates") && !check.contains("warning:"), "\(check)")
    let show = try await Commands.run(["policy", "show", "policy.yaml"], in: directory)
    for words in [
      "work:deepseek/deepseek-v4-flash", "openai/gpt-6.1-terra", "mistral/mistral-large-4", "0.03", "50-20000",
      "schema, refusal", "held back",
      "review:deepseek/deepseek-v4-pro: signed by Jane Doe on 2026-11-01: measured on our own reviews",
    ] { #expect(show.contains(words), "\(words) in \(show)") }
    let dear = Self.policy.replacing(
      "incumbent: openai/gpt-6.1-terra, challenger: deepseek/deepseek-v4-flash",
      with: "incumbent: deepseek/deepseek-v4-flash, challenger: openai/gpt-6.1-terra")
    let warned = try await Commands.run(["policy", "check", "policy.yaml"], in: try place(dear))
    #expect(warned.contains("warning: the gate 'work:openai/gpt-6.1-terra' would save nothing"), "\(warned)")
    let wrong = try place(
      Self.policy.replacing("challenger: deepseek/deepseek-v4-pro", with: "challenger: deepseek/deepseek-v4-por"))
    let refusal = try await Commands.refusal(["policy", "check", "policy.yaml"], in: wrong)
    #expect(refusal.contains("policy.yaml:9:") && refusal.contains("deepseek/deepseek-v4-por"), "\(refusal)")
  }

  @Test("explain tells who serves while a gate is closed, and who once it is open")
  func explain() async throws {
    let directory = try place()
    let arguments = ["policy", "explain", "--policy", "policy.yaml", "--use-case", "work"]
    let closed = try await Commands.run(arguments, in: directory)
    #expect(closed.contains("outcome:   openai/gpt-6.1-terra@"), "\(closed.prefix(600))")
    #expect(closed.contains("gate:      work:deepseek/deepseek-v4-flash, closed"))
    #expect(closed.contains("gate/work:deepseek/deepseek-v4-flash"))
    let gate = ["--open-gate", "work:deepseek/deepseek-v4-flash"]
    let open = try await Commands.run(arguments + gate, in: directory)
    #expect(open.contains("outcome:   deepseek/deepseek-v4-flash@"), "\(open.prefix(600))")
    #expect(open.contains("gate:      work:deepseek/deepseek-v4-flash, open"))
    #expect(open.contains("cascade:   an open answer gives way to a closed one on: schema, refusal"))
    let refusal = try await Commands.refusal(arguments + ["--open-gate", "work:deepseek"], in: directory)
    #expect(refusal.contains("the policy has no gate 'work:deepseek'"), "\(refusal)")
  }

  @Test("a decision under a gate is listed, shown and recomputed")
  func decisions() async throws {
    let bed = try await TestBed.make()
    try Data(Self.policy.utf8).write(to: bed.directory.appending(path: "policy.yaml"))
    let policy = "policy: \"\(bed.directory.path)/policy.yaml\""
    let decision = try await bed.withSimulator { simulator in
      let upstreams = ["openai", "deepseek"].map {
        Upstream(provider: $0, baseURL: "\(simulator)/v1", dialect: "openai")
      }
      return try await bed.withGateway(upstreams: upstreams, settings: policy) { gateway in
        var request = URLRequest(url: try #require(URL(string: "\(gateway)/v1/chat/completions")))
        request.httpMethod = "POST"
        request.setValue("Bearer \(bed.key)", forHTTPHeaderField: "authorization")
        request.httpBody = Data(#"{"model":"auto","messages":[{"role":"user","content":"Write a haiku."}]}"#.utf8)
        let (_, response) = try await URLSession.shared.data(for: request)
        let reply = try #require(response as? HTTPURLResponse)
        #expect(reply.statusCode == 200)
        #expect(reply.value(forHTTPHeaderField: "x-steelyard-model") == "openai/gpt-6.1-terra")
        return try #require(reply.value(forHTTPHeaderField: "x-steelyard-decision"))
      }
    }
    let ledger = ["--db", bed.directory.appending(path: "ledger.db").path]
    let tail = try await Commands.run(["decisions", "tail"] + ledger, in: bed.directory)
    #expect(tail.contains("work:deepseek/deepseek-v4-flash closed"), "\(tail)")
    let show = try await Commands.run(["decisions", "show", decision] + ledger, in: bed.directory)
    #expect(show.contains("gate state") && show.contains("closed"), "\(show)")
    let replay = try await Commands.run(["replay", decision] + ledger, in: bed.directory)
    #expect(replay.contains("identical: the recorded decision follows"), "\(replay)")
    #expect(replay.contains("work:deepseek/deepseek-v4-flash"))
  }
}
