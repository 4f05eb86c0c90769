import Testing

@testable import Gateway

@Suite("base URLs")
struct UpstreamAddressTests {
  @Test(
    "a base URL is taken apart",
    arguments: [
      ("https://api.example.com/v1", true, "api.example.com", 443, "/v1"),
      ("http://127.0.0.1:9100", false, "127.0.0.1", 9100, ""),
      ("http://[::1]:8000/v1/", false, "::1", 8000, "/v1"),
      ("https://host.example/a/b//", true, "host.example", 443, "/a/b"),
    ])
  func parts(url: String, secure: Bool, host: String, port: Int, path: String) throws {
    let address = try UpstreamAddress(url)
    #expect(address.secure == secure)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.path == path)
  }

  @Test(
    "what cannot be a base URL is refused with the reason",
    arguments: [
      "api.example.com", "ftp://x", "http://", "http://h:99999/", "http://h:abc", "http://user:pass@h/",
      "http://h/?q=1",
      "http://h/\r\nx: y",
    ])
  func refused(url: String) {
    #expect(throws: UpstreamAddress.Invalid.self) { try UpstreamAddress(url) }
  }
}
