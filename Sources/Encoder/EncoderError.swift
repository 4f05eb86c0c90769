/// Why an encoder or one of its files cannot be used.
public struct EncoderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of failure; an open set.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// A file is absent or cannot be read.
    public static let unreadableFile = Code(rawValue: "unreadable_file")
    /// A file's SHA-256 is not that of the expected model.
    public static let wrongDigest = Code(rawValue: "wrong_digest")
    /// A file ends before its header says.
    public static let cutFile = Code(rawValue: "cut_file")
    /// The header of a tensor file breaks the format's rules.
    public static let invalidHeader = Code(rawValue: "invalid_header")
    /// A tensor that the model needs is not in the file.
    public static let missingTensor = Code(rawValue: "missing_tensor")
    /// A tensor has another type of elements.
    public static let wrongType = Code(rawValue: "wrong_type")
    /// A tensor has another shape.
    public static let wrongShape = Code(rawValue: "wrong_shape")
    /// A vocabulary is not one that WordPiece can use.
    public static let invalidVocabulary = Code(rawValue: "invalid_vocabulary")
    /// The kernels cannot compute a model of these sizes.
    public static let unsupportedShape = Code(rawValue: "unsupported_shape")
  }

  /// The kind of failure.
  public var code: Code
  /// Where: a file, or a tensor of a file.
  public var place: String
  /// What is wrong and what to do.
  public var message: String

  /// Creates an error.
  public init(_ code: Code, at place: String, _ message: String) {
    self.code = code
    self.place = place
    self.message = message
  }

  public var description: String { "\(place): \(message)" }
}
