import Foundation
import Glibc
import NIOCore

/// A listening socket that is not tied to the life of one channel or one process: connections that wait in its queue
/// stay there while it changes hands, so that none is refused.
///
/// Channels and other processes get duplicates. As long as one is open the kernel takes connections in.
public final class ListeningSocket: Sendable {
  /// The descriptor, owned by this value.
  let descriptor: Int32
  /// The port it listens on.
  public let port: Int
  private let address: SocketAddress

  /// Connections that may wait to be accepted.
  static let backlog: Int32 = 4096

  /// Binds and listens. Errors are those of the system calls, as `NIOCore.IOError`.
  public static func bind(host: String, port: Int) throws -> ListeningSocket {
    let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
    let family = address.protocol == .inet6 ? AF_INET6 : AF_INET
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
    do {
      var yes: Int32 = 1
      let size = socklen_t(MemoryLayout<Int32>.size)
      guard setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) == 0 else {
        throw IOError(errnoCode: errno, reason: "setsockopt")
      }
      try address.withSockAddr { pointer, size in
        guard Glibc.bind(descriptor, pointer, socklen_t(size)) == 0 else {
          throw IOError(errnoCode: errno, reason: "bind \(host):\(port)")
        }
      }
      guard Glibc.listen(descriptor, backlog) == 0 else {
        throw IOError(errnoCode: errno, reason: "listen \(host):\(port)")
      }
      return try ListeningSocket(adopting: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Takes a descriptor over, if it is that of a listening socket. On an error it stays the caller's.
  init(adopting descriptor: Int32) throws {
    var listens: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0, listens != 0 else {
      throw IOError(errnoCode: EINVAL, reason: "what was handed over is no listening socket")
    }
    var storage = sockaddr_storage()
    size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let address: SocketAddress? = withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard getsockname(descriptor, address, &size) == 0 else { return nil }
        return switch Int32(address.pointee.sa_family) {
        case AF_INET: address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { SocketAddress($0.pointee) }
        case AF_INET6: address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { SocketAddress($0.pointee) }
        default: nil
        }
      }
    }
    guard let address, let port = address.port else {
      throw IOError(errnoCode: EINVAL, reason: "what was handed over does not listen on a port")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.descriptor = descriptor
    self.address = address
    self.port = port
  }

  deinit { close(descriptor) }

  /// Has as many connections wait as before, whatever a channel that was made of it has asked for.
  func restoreBacklog() { _ = Glibc.listen(descriptor, Self.backlog) }

  /// Whether it does for one that is to be bound to this place; a port of 0 is any.
  func serves(host: String, port: Int) -> Bool {
    (try? SocketAddress.makeAddressResolvingHost(host, port: port == 0 ? self.port : port)) == address
  }

  /// Another descriptor of the same socket, for a channel that will close it.
  public func duplicate() throws -> Int32 {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    guard copy >= 0 else { throw IOError(errnoCode: errno, reason: "fcntl") }
    return copy
  }
}
