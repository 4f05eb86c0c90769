/// A base URL taken apart: `https://api.example.com/v1`.
struct UpstreamAddress: Hashable, Sendable {
  var secure: Bool
  var host: String
  var port: Int
  /// The path without a trailing slash, `/v1` or empty.
  var path: String

  /// Why a base URL cannot be used.
  struct Invalid: Error, Equatable, CustomStringConvertible { var description: String }

  /// The port that need not be named.
  var defaultPort: Int { secure ? 443 : 80 }

  /// Takes a base URL apart.
  init(_ url: String) throws(Invalid) {
    let rest: Substring
    if url.hasPrefix("https://") {
      secure = true
      rest = url.dropFirst(8)
    } else if url.hasPrefix("http://") {
      secure = false
      rest = url.dropFirst(7)
    } else {
      throw Invalid(description: "the base URL '\(url)' must begin with https:// or http://")
    }
    guard url.utf8.allSatisfy({ $0 > 32 && $0 < 127 }), !rest.contains("@"), !rest.contains("?"), !rest.contains("#")
    else { throw Invalid(description: "the base URL '\(url)' may have only a host, a port and a path") }
    let authority = rest.prefix { $0 != "/" }
    var path = rest.dropFirst(authority.count)
    while path.hasSuffix("/") { path = path.dropLast() }
    self.path = String(path)
    var hostPart = authority
    var portPart: Substring?
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      hostPart = authority[authority.index(after: authority.startIndex)..<end]
      let tail = authority[authority.index(after: end)...]
      if tail.hasPrefix(":") { portPart = tail.dropFirst() }
    } else if let colon = authority.lastIndex(of: ":") {
      hostPart = authority[..<colon]
      portPart = authority[authority.index(after: colon)...]
    }
    guard !hostPart.isEmpty else { throw Invalid(description: "the base URL '\(url)' has no host") }
    host = String(hostPart)
    if let portPart {
      guard let number = Int(portPart), (1...65_535).contains(number) else {
        throw Invalid(description: "the port '\(portPart)' of the base URL '\(url)' is not a number from 1 to 65535")
      }
      port = number
    } else {
      port = url.hasPrefix("https://") ? 443 : 80
    }
  }
}
