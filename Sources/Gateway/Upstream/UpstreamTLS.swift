import NIOCore
import NIOSSL

/// A verified TLS client for one upstream: its trust roots and the name its certificate must carry.
struct UpstreamTLS: Sendable {
  private let context: NIOSSLContext
  private let serverName: String?

  /// Verifies against the system's roots, or against only those in `authorityFile` (PEM) when it is given.
  init(host: String, authorityFile: String?) throws {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateVerification = .fullVerification
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    if let authorityFile { configuration.trustRoots = .file(authorityFile) }
    context = try NIOSSLContext(configuration: configuration)
    serverName = (try? SocketAddress(ipAddress: host, port: 0)) == nil ? host : nil
  }

  /// A handler for one connection.
  func handler() throws -> NIOSSLClientHandler { try NIOSSLClientHandler(context: context, serverHostname: serverName) }
}
