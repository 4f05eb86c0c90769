import NIOPosix

extension Snapshot {
  /// A configuration compiled as a gateway that starts with it would, for commands that work beside one.
  public static func compile(
    _ configuration: GatewayConfiguration, environment: [String: String]
  ) async throws -> Snapshot {
    let found =
      configuration.discovers ? await LocalServers.find(MultiThreadedEventLoopGroup.singleton) : LocalServers()
    return try SnapshotBuilder(configuration: configuration, environment: environment, found: found).build()
  }
}
