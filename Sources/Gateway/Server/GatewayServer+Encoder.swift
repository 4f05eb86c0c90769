extension GatewayServer {
  /// Waits until the encoder is loaded, or is known to be missing: its name, or why there is none.
  public func encoderState() async -> String {
    await core.encoder.loaded()
  }
}
