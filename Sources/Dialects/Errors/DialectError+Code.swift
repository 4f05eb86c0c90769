extension DialectError {
  /// The kind of mistake; an open set.
  public struct Code: RawRepresentable, Hashable, Sendable {
    /// The name that programs see.
    public let rawValue: String

    /// A code by name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The body is not JSON as RFC 8259 defines it.
    public static let invalidJSON = Code(rawValue: "invalid_json")
    /// A string is not UTF-8.
    public static let invalidUTF8 = Code(rawValue: "invalid_utf8")
    /// Arrays and objects are nested deeper than allowed.
    public static let tooDeep = Code(rawValue: "too_deep")
    /// A field has another JSON type than the dialect says.
    public static let wrongType = Code(rawValue: "wrong_type")
    /// A field has the right type and a value that is not allowed.
    public static let invalidValue = Code(rawValue: "invalid_value")
    /// A required field is absent.
    public static let missingField = Code(rawValue: "missing_field")
    /// A field that decides about routing is given twice, or spelled so that servers disagree about it.
    public static let ambiguousField = Code(rawValue: "ambiguous_field")
    /// More elements than allowed.
    public static let tooMany = Code(rawValue: "too_many")
    /// More bytes than allowed.
    public static let tooLarge = Code(rawValue: "too_large")
    /// The other dialect cannot say it.
    public static let unsupported = Code(rawValue: "unsupported")
    /// An upstream's stream or reply does not follow its dialect.
    public static let malformedStream = Code(rawValue: "malformed_stream")
    /// An upstream's stream ended before its end was announced.
    public static let cutStream = Code(rawValue: "cut_stream")
  }
}
