import Foundation

/// Tells names under which only this machine or its own network can have been addressed from those of the web.
///
/// A page can have a browser send requests to any address, under the page's own name if that name is made to lead here
/// (DNS rebinding). Loopback names are beyond its reach, and so are numbers and names without a dot.
enum SiteName {
  /// Whether a `Host` field, with or without a port, names us; `isOpen` when we listen to more than this machine, whose
  /// callers use its address, or its name in their own network.
  static func isOurs(authority: String, hosts: [String], isOpen: Bool) -> Bool {
    let name = name(of: Substring(authority))
    return (isOpen ? isLocal(name) : isLoopback(name)) || hosts.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  /// Whether an address to listen at is one that only this machine reaches.
  static func isLoopback(listening host: String) -> Bool { isLoopback(Substring(host)) || host == "::1" }

  /// Whether an `Origin` field is of a page of this machine, or of one of `hosts`. Pages of other machines of the network
  /// are not, even where their name is a number.
  static func isOurs(origin: String, hosts: [String]) -> Bool {
    guard let scheme = origin.range(of: "://") else { return false }
    let name = name(of: origin[scheme.upperBound...])
    return isLoopback(name) || hosts.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  private static func name(of authority: Substring) -> Substring {
    if authority.utf8.first == UInt8(ascii: "["), let end = authority.utf8.firstIndex(of: UInt8(ascii: "]")) {
      return authority[...end]
    }
    var name = authority.utf8.firstIndex(of: UInt8(ascii: ":")).map { authority[..<$0] } ?? authority
    if name.utf8.last == UInt8(ascii: ".") { name.removeLast() }
    return name
  }

  private static func isLoopback(_ name: Substring) -> Bool {
    name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]" || (isIPv4(name) && name.hasPrefix("127."))
  }

  private static func isLocal(_ name: Substring) -> Bool {
    isLoopback(name) || name.utf8.first == UInt8(ascii: "[") || isIPv4(name)
      || !name.utf8.contains(UInt8(ascii: "."))
  }

  private static func isIPv4(_ name: Substring) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { $0 >= 48 && $0 <= 57 }
      }
  }
}
