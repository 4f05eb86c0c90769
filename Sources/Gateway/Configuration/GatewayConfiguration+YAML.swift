import Catalog
import Foundation
public import StrictYAML

extension GatewayConfiguration {
  private static let keys = [
    "version", "listen", "threads", "ledger", "auth", "hosts", "policy", "catalog", "overrides", "discover",
    "providers", "tokenizers", "limits", "timeouts", "retries", "breaker", "shadow",
  ]

  /// Reads `steelyard.yaml`. Paths in it are relative to its folder. Reports every error at once.
  public static func load(path: String) throws(YAMLErrors) -> GatewayConfiguration {
    try load(text: try read(path, at: nil), path: path)
  }

  static func load(text: String, path: String) throws(YAMLErrors) -> GatewayConfiguration {
    var reader = Reader(path: path)
    reader.read(text)
    guard reader.errors.isEmpty else { throw YAMLErrors(reader.errors) }
    return reader.configuration
  }

  private static func read(_ path: String, at node: YAMLNode?) throws(YAMLErrors) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      let message =
        FileManager.default.fileExists(atPath: path)
        ? "the file '\(path)' cannot be read: \(error.localizedDescription)" : "the file '\(path)' does not exist"
      throw YAMLErrors([node?.error(message) ?? YAMLError(file: path, line: 0, column: 0, message: message)])
    }
  }

  /// Collects errors section by section, so that one bad section does not hide another's.
  private struct Reader {
    var configuration = GatewayConfiguration()
    var errors: [YAMLError] = []
    let path: String

    init(path: String) { self.path = path }

    mutating func read(_ text: String) {
      configuration.file = path
      configuration.watched = [path]
      attempt { reader throws(YAMLError) in
        let root = try YAMLDocument.parse(text, file: reader.path).mapping(keys: GatewayConfiguration.keys)
        guard try root.required("version").int() == 1 else {
          throw try root.required("version").error("this version is not known", allowed: ["1"])
        }
        reader.sections(root)
      }
    }

    mutating func attempt(_ body: (inout Reader) throws(YAMLError) -> Void) {
      do throws(YAMLError) { try body(&self) } catch { errors.append(error) }
    }

    mutating func sections(_ root: YAMLMapping) {
      attempt { reader throws(YAMLError) in
        guard let listen = try root.value("listen")?.mapping(keys: ["host", "port"]) else { return }
        if let host = listen.value("host") { reader.configuration.host = try host.string() }
        if let port = listen.value("port") { reader.configuration.port = try port.int(0...65_535) }
      }
      attempt { reader throws(YAMLError) in
        if let threads = root.value("threads") { reader.configuration.threads = try threads.int(0...256) }
        if let auth = root.value("auth") { reader.configuration.authentication = try auth.choice() }
        if let discover = root.value("discover") { reader.configuration.discovers = try discover.bool() }
      }
      attempt { reader throws(YAMLError) in
        for node in try root.value("hosts")?.list() ?? [] {
          reader.configuration.hosts.append(try node.hostName())
        }
      }
      attempt { reader throws(YAMLError) in
        if let node = root.value("shadow") { reader.configuration.shadow = try ShadowSettings.read(node) }
      }
      attempt { reader throws(YAMLError) in
        guard let node = root.value("tokenizers") else { return }
        reader.configuration.tokenizers = try node.strings().map { reader.resolved($0) }
      }
      attempt { reader throws(YAMLError) in
        guard let ledger = try root.value("ledger")?.mapping(keys: ["path"]) else { return }
        if let path = ledger.value("path") { reader.configuration.ledgerPath = reader.resolved(try path.string()) }
      }
      if let policy = root.value("policy"), let text = file(policy) { configuration.policy = text }
      configuration.extraCatalog = files(root.value("catalog"))
      configuration.overrides = files(root.value("overrides"))
      attempt { reader throws(YAMLError) in
        for pair in try root.value("providers")?.mapping().pairs ?? [] { reader.provider(pair.key, pair.value) }
      }
      limits(root)
      timeouts(root)
      retries(root)
    }

    mutating func provider(_ id: String, _ node: YAMLNode) {
      attempt { reader throws(YAMLError) in
        let map = try node.mapping(keys: ["base_url", "dialect", "key", "key_env", "ca_file", "enabled"])
        var settings = ProviderSettings(id: id)
        if let url = map.value("base_url") {
          settings.baseURL = try url.string()
          do { _ = try UpstreamAddress(try url.string()) } catch let error as UpstreamAddress.Invalid {
            throw url.error(error.description)
          } catch let error as YAMLError { throw error } catch {}
        }
        settings.dialect = try map.value("dialect")?.choice()
        settings.key = try map.value("key")?.string()
        settings.keyVariable = try map.value("key_env")?.string()
        if let file = map.value("ca_file") {
          let path = reader.resolved(try file.string())
          guard FileManager.default.isReadableFile(atPath: path) else {
            throw file.error("the file '\(path)' cannot be read")
          }
          settings.authorityFile = path
        }
        if let enabled = map.value("enabled") { settings.enabled = try enabled.bool() }
        reader.configuration.providers.append(settings)
      }
    }

    mutating func limits(_ root: YAMLMapping) {
      attempt { reader throws(YAMLError) in
        let fields: [(String, WritableKeyPath<Limits, Int>, ClosedRange<Int>)] = [
          ("body_bytes", \.bodyBytes, 1024...1 << 30), ("header_bytes", \.headerBytes, 1024...1 << 20),
          ("connections", \.connections, 1...1_000_000), ("concurrent_requests", \.concurrentRequests, 1...1_000_000),
          ("reply_bytes", \.replyBytes, 1024...1 << 30), ("body_budget_bytes", \.bodyBudgetBytes, 1024...1 << 40),
          ("requests_per_key", \.requestsPerKey, 0...1_000_000), ("pipelined", \.pipelined, 1...10_000),
        ]
        guard let map = try root.value("limits")?.mapping(keys: fields.map(\.0)) else { return }
        for (key, path, range) in fields {
          if let node = map.value(key) { reader.configuration.limits[keyPath: path] = try node.int(range) }
        }
        // One key may not take every place, so that there is one left for others.
        if map.value("requests_per_key") == nil {
          let places = reader.configuration.limits.concurrentRequests
          reader.configuration.limits.requestsPerKey = places - places / 10
        }
        let (longest, budget) = (reader.configuration.limits.bodyBytes, reader.configuration.limits.bodyBudgetBytes)
        if budget < longest {
          guard let node = map.value("body_budget_bytes") else {
            return reader.configuration.limits.bodyBudgetBytes = longest
          }
          throw node.error("\(budget) is less than body_bytes, \(longest): the longest body would never be taken")
        }
      }
    }

    mutating func timeouts(_ root: YAMLMapping) {
      attempt { reader throws(YAMLError) in
        let fields: [(String, WritableKeyPath<Timeouts, Int64>)] = [
          ("connect", \.connect), ("first_byte", \.firstByte), ("first_byte_with_fallback", \.firstByteWithFallback),
          ("first_token", \.firstToken), ("idle", \.idle), ("idle_with_fallback", \.idleWithFallback),
          ("total", \.total), ("header_read", \.headerRead), ("body_read", \.bodyRead), ("keep_alive", \.keepAlive),
          ("client_write", \.clientWrite), ("budget_wait", \.budgetWait), ("drain", \.drain),
        ]
        guard let map = try root.value("timeouts")?.mapping(keys: fields.map(\.0)) else { return }
        for (key, path) in fields {
          guard let node = map.value(key) else { continue }
          reader.configuration.timeouts[keyPath: path] =
            path == \.connect ? try node.positiveMilliseconds() : try node.milliseconds()
        }
      }
    }

    mutating func retries(_ root: YAMLMapping) {
      attempt { reader throws(YAMLError) in
        guard let map = try root.value("retries")?.mapping(keys: ["attempts", "base_delay", "max_delay"]) else {
          return
        }
        if let node = map.value("attempts") { reader.configuration.retries.attempts = try node.int(1...10) }
        if let node = map.value("base_delay") { reader.configuration.retries.baseDelay = try node.milliseconds() }
        if let node = map.value("max_delay") { reader.configuration.retries.maximumDelay = try node.milliseconds() }
      }
      attempt { reader throws(YAMLError) in
        guard let map = try root.value("breaker")?.mapping(keys: ["failures", "cool_down"]) else { return }
        if let node = map.value("failures") { reader.configuration.breaker.failures = try node.int(1...1000) }
        if let node = map.value("cool_down") { reader.configuration.breaker.coolDown = try node.positiveMilliseconds() }
      }
    }

    mutating func files(_ node: YAMLNode?) -> [NamedText] {
      guard let node else { return [] }
      if case .scalar = node.content { return file(node).map { [$0] } ?? [] }
      var texts: [NamedText] = []
      attempt { reader throws(YAMLError) in
        for item in try node.list() { if let text = reader.file(item) { texts.append(text) } }
      }
      return texts
    }

    mutating func file(_ node: YAMLNode) -> NamedText? {
      do {
        let path = resolved(try node.string())
        configuration.watched.append(path)
        return NamedText(name: path, text: try GatewayConfiguration.read(path, at: node))
      } catch let error as YAMLErrors {
        errors += error.errors
      } catch let error as YAMLError {
        errors.append(error)
      } catch {}
      return nil
    }

    func resolved(_ path: String) -> String {
      guard !path.hasPrefix("/") else { return path }
      let folder = (self.path as NSString).deletingLastPathComponent
      return folder.isEmpty ? path : (folder as NSString).appendingPathComponent(path)
    }
  }
}

extension YAMLNode {
  // A day: far below what overflows when it becomes nanoseconds or is doubled a few times.
  private static let longestMilliseconds: Int64 = 86_400_000

  /// A duration such as `200ms`, `5s`, `2m` or `0`, in milliseconds; at most a day.
  func milliseconds() throws(YAMLError) -> Int64 {
    let text = try string()
    let units: [(String, Int64)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
    if text == "0" { return 0 }
    for (unit, factor) in units where text.hasSuffix(unit) {
      guard let number = Int64(text.dropLast(unit.count)), number >= 0 else { continue }
      let (product, overflow) = number.multipliedReportingOverflow(by: factor)
      guard !overflow, product <= Self.longestMilliseconds else {
        throw error("'\(text)' is too long: a duration is at most 24h; write 0 where there is to be no limit")
      }
      return product
    }
    throw error("'\(text)' is not a duration", allowed: ["200ms", "5s", "2m", "0 for none"])
  }

  /// A duration that may not be 0, in milliseconds.
  func positiveMilliseconds() throws(YAMLError) -> Int64 {
    let duration = try milliseconds()
    guard duration > 0 else {
      throw error("'\(try string())' cannot be: this needs a time", allowed: ["200ms", "5s", "2m"])
    }
    return duration
  }

  /// A host name or an address as a `Host` field has it, in lower case; an IPv6 address stands in brackets.
  func hostName() throws(YAMLError) -> String {
    let name = try string().lowercased()
    let isAddress = name.hasPrefix("[") && name.hasSuffix("]")
    let allowed = isAddress ? "0123456789abcdef:.[]" : "abcdefghijklmnopqrstuvwxyz0123456789.-_"
    guard (1...253).contains(name.utf8.count), name.utf8.allSatisfy({ allowed.utf8.contains($0) }) else {
      throw error("'\(try string())' is not a host name; write it without scheme, port or wildcard")
    }
    return name
  }
}
