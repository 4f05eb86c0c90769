/// What can be told of a prompt without reading it: enough to bound its tokens.
public struct PromptShape: Hashable, Sendable {
  /// Bytes of what becomes part of the prompt, less the base64 data of images and other media.
  public var textBytes: Int
  /// Images, inline or by reference.
  public var images: Int
  /// Audio, documents and other media, inline or by reference.
  public var otherMedia: Int
  /// Bytes of base64 data in those media; what is only referred to has none.
  public var otherMediaBytes: Int
  /// Tools that the request defines.
  public var tools: Int
  /// Messages, or inputs to embed.
  public var messages: Int

  /// A shape; counts below zero count as zero.
  public init(
    textBytes: Int, images: Int = 0, otherMedia: Int = 0, otherMediaBytes: Int = 0, tools: Int = 0, messages: Int = 0
  ) {
    self.textBytes = max(0, textBytes)
    self.images = max(0, images)
    self.otherMedia = max(0, otherMedia)
    self.otherMediaBytes = max(0, otherMediaBytes)
    self.tools = max(0, tools)
    self.messages = max(0, messages)
  }
}
