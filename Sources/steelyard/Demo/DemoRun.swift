import Simulator

/// Sends the day's requests over real HTTP, a few at a time, in the order of the day.
struct DemoRun: Sendable {
  let caller: SimulatedCaller
  /// Keys by tenant.
  let keys: [String: String]
  let concurrency: Int

  /// Sends all requests; `progress` is told of each outcome as it comes. The outcomes are in the order of the day.
  func send(
    _ requests: [DemoRequest], progress: (DemoOutcome) -> Void
  ) async -> [DemoOutcome] {
    await withTaskGroup(of: (Int, DemoOutcome).self) { group in
      var outcomes: [Int: DemoOutcome] = [:]
      var next = 0
      func startNext() {
        guard next < requests.count, !Task.isCancelled else { return }
        let (index, request) = (next, requests[next])
        next += 1
        group.addTask { (index, await send(request)) }
      }
      for _ in 0..<max(1, concurrency) { startNext() }
      while let (index, outcome) = await group.next() {
        outcomes[index] = outcome
        progress(outcome)
        startNext()
      }
      return requests.indices.compactMap { outcomes[$0] }
    }
  }

  private func send(_ request: DemoRequest) async -> DemoOutcome {
    do {
      let reply = try await caller.send(
        "POST", request.path, headers: request.headers(key: keys[request.tenant] ?? ""), body: try request.body())
      return DemoOutcome(request, reply: reply)
    } catch {
      return DemoOutcome(request, failure: "\(error)")
    }
  }
}
