/// An error as a client of either dialect sees it.
public struct WireError: Error, Sendable, Hashable {
  /// The HTTP status.
  public var status: Int
  /// What happened and what to do.
  public var message: String
  /// The dialect's class of error; nil means the one that goes with the status.
  public var type: String?
  /// A code for programs, where the dialect has room for one.
  public var code: String?
  /// The path of the request field at fault.
  public var param: String?
  /// Further members of the error object, such as `cap`, `spent`, `held`, `resets_at`.
  public var extra: [(String, JSONValue)]

  /// An error; leave `type` out to have it follow from the status.
  public init(
    status: Int, message: String, type: String? = nil, code: String? = nil, param: String? = nil,
    extra: [(String, JSONValue)] = []
  ) {
    self.status = status
    self.message = message
    self.type = type
    self.code = code
    self.param = param
    self.extra = extra
  }

  /// The answer to a body that could not be read.
  public init(_ error: DialectError) {
    self.init(status: error.status, message: error.message, code: error.code.rawValue, param: error.parameter)
  }

  public static func == (left: WireError, right: WireError) -> Bool {
    left.status == right.status && left.message == right.message && left.type == right.type
      && left.code == right.code && left.param == right.param
      && JSONValue.object(left.extra) == JSONValue.object(right.extra)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(status)
    hasher.combine(message)
    hasher.combine(type)
    hasher.combine(code)
    hasher.combine(param)
    hasher.combine(JSONValue.object(extra))
  }
}
