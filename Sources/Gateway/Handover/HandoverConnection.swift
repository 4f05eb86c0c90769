import Foundation
import Glibc
import NIOCore

/// One end of the conversation of two processes of which one takes the other's place: short texts, and descriptors with
/// them. The kernel keeps messages apart (`SOCK_SEQPACKET`) and says when the other process has ended, however it ended.
final class HandoverConnection: Sendable {
  /// A message as it came. Its descriptors are the receiver's.
  struct Message {
    var text: String
    var descriptors: [Int32]
  }

  /// What waiting for a message ended with.
  enum Event {
    case message(Message)
    /// The other process closed the connection or ended.
    case end
    case timeout
  }

  private static let longest = 4096
  private static let mostDescriptors = 8

  let descriptor: Int32

  init(adopting descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Sends a text with duplicates of descriptors.
  func send(_ text: String, descriptors: [Int32] = []) throws {
    var bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.count <= Self.longest, descriptors.count <= Self.mostDescriptors else {
      throw IOError(errnoCode: EMSGSIZE, reason: "a message of a hand-over")
    }
    var control = ControlBuffer(descriptors)
    let sent = bytes.withUnsafeMutableBytes { bytes in
      control.withMessage(carrying: bytes) { message in
        Self.retried { sendmsg(descriptor, message, Int32(MSG_NOSIGNAL)) }
      }
    }
    guard sent == bytes.count else { throw IOError(errnoCode: errno, reason: "sendmsg") }
  }

  /// Waits for the other's next message, at most so many milliseconds.
  func receive(milliseconds: Int32) throws -> Event {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let count = Self.retried { Int(poll(&ready, 1, milliseconds)) }
    guard count >= 0 else { throw IOError(errnoCode: errno, reason: "poll") }
    guard count > 0 else { return .timeout }
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    var control = ControlBuffer(room: Self.mostDescriptors)
    var flags: Int32 = 0
    let received = bytes.withUnsafeMutableBytes { bytes in
      control.withMessage(carrying: bytes) { message in
        let count = Self.retried { recvmsg(descriptor, message, Int32(MSG_CMSG_CLOEXEC)) }
        flags = message.pointee.msg_flags
        return count
      }
    }
    if received < 0, errno == ECONNRESET { return .end }
    guard received >= 0 else { throw IOError(errnoCode: errno, reason: "recvmsg") }
    let descriptors = control.descriptors
    guard received > 0 else { return .end }
    guard flags & Int32(MSG_CTRUNC | MSG_TRUNC) == 0 else {
      for descriptor in descriptors { close(descriptor) }
      throw IOError(errnoCode: EMSGSIZE, reason: "a message of a hand-over was cut")
    }
    return .message(Message(text: String(decoding: bytes.prefix(received), as: UTF8.self), descriptors: descriptors))
  }

  /// Whether the process at the other end runs as this user, or as root.
  var isOfSameUser: Bool {
    // The process, its user and its group, as `ucred` has them.
    var credentials: (Int32, UInt32, UInt32) = (0, .max, .max)
    var size = socklen_t(MemoryLayout<(Int32, UInt32, UInt32)>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return false }
    return credentials.1 == geteuid() || credentials.1 == 0
  }

  private static func retried(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }
}

/// The ancillary data of one message, `SCM_RIGHTS` only, laid out as the C macros `CMSG_*` would.
private struct ControlBuffer {
  private static let alignment = MemoryLayout<Int>.alignment
  private static let header = (MemoryLayout<cmsghdr>.size + alignment - 1) / alignment * alignment
  private var bytes: [UInt8]
  private var used = 0

  /// Room for so many descriptors; for none there is no ancillary data at all.
  init(room: Int) { bytes = Array(repeating: 0, count: room > 0 ? Self.header + (room * 4 + 7) / 8 * 8 : 0) }

  init(_ descriptors: [Int32]) {
    self.init(room: descriptors.count)
    guard !descriptors.isEmpty else { return }
    bytes.withUnsafeMutableBytes { bytes in
      var head = cmsghdr()
      head.cmsg_len = Self.header + descriptors.count * 4
      head.cmsg_level = SOL_SOCKET
      head.cmsg_type = Int32(SCM_RIGHTS)
      bytes.storeBytes(of: head, as: cmsghdr.self)
      for (index, descriptor) in descriptors.enumerated() {
        bytes.storeBytes(of: descriptor, toByteOffset: Self.header + index * 4, as: Int32.self)
      }
    }
  }

  mutating func withMessage(
    carrying data: UnsafeMutableRawBufferPointer, _ body: (UnsafeMutablePointer<msghdr>) -> Int
  ) -> Int {
    var part = iovec(iov_base: data.baseAddress, iov_len: data.count)
    var length = 0
    let result = bytes.withUnsafeMutableBytes { control in
      withUnsafeMutablePointer(to: &part) { part in
        var message = msghdr()
        message.msg_iov = part
        message.msg_iovlen = 1
        message.msg_control = control.isEmpty ? nil : control.baseAddress
        message.msg_controllen = control.count
        let result = body(&message)
        length = message.msg_controllen
        return result
      }
    }
    used = min(length, bytes.count)
    return result
  }

  /// The descriptors that a received message brought.
  var descriptors: [Int32] {
    bytes.withUnsafeBytes { bytes in
      guard used >= Self.header else { return [] }
      let head = bytes.loadUnaligned(as: cmsghdr.self)
      guard head.cmsg_level == SOL_SOCKET, head.cmsg_type == Int32(SCM_RIGHTS) else { return [] }
      let end = min(Int(head.cmsg_len), used)
      return stride(from: Self.header, through: end - 4, by: 4).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self)
      }
    }
  }
}
