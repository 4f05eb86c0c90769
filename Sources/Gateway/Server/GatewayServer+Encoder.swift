extension GatewayServer {
  /// Waits until the encoder is loaded, or is known to be missing: its name, or why there is none.
  public func encoderState() async -> String {
    while true {
      if let state = core.encoder.name ?? core.encoder.problem { return state }
      try? await Task.sleep(for: .milliseconds(10))
      if Task.isCancelled { return "loading" }
    }
  }
}
