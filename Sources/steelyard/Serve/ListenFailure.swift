import Foundation
import NIOCore

/// Why the gateway cannot listen where it was told to, and what to do.
struct ListenFailure: CustomStringConvertible {
  let description: String

  /// Nil when the error is about something else.
  init?(_ error: any Error, host: String, port: Int) {
    let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    switch error {
    case let error as IOError where error.errnoCode == EADDRINUSE:
      description =
        "another program listens on \(place) already; choose another port with --port (0 takes a free one) "
        + "or stop that program"
    case let error as IOError where error.errnoCode == EACCES && port < 1024:
      description = "this user may not listen on \(place); choose a port from 1024 on with --port"
    case let error as IOError where error.errnoCode == EADDRNOTAVAIL:
      description = "\(host) is not an address of this machine; choose one with --host"
    case is SocketAddressError:
      description = "the host '\(host)' is not known; choose an address of this machine with --host"
    default: return nil
    }
  }
}
