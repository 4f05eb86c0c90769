/// The fields of a content part, in either dialect, that the gateway looks at.
enum PartField: UInt8, JSONField {
  case type, text, imageURL, videoURL, inputAudio, file, source, content, thinking, refusal, input

  static func named(in bytes: Span<UInt8>, at index: Int, count: Int) -> PartField? {
    func has(_ name: StaticString) -> Bool { matches(name, in: bytes, at: index) }
    switch count {
    case 4: return has("type") ? .type : has("text") ? .text : has("file") ? .file : nil
    case 5: return has("input") ? .input : nil
    case 6: return has("source") ? .source : nil
    case 7: return has("content") ? .content : has("refusal") ? .refusal : nil
    case 8: return has("thinking") ? .thinking : nil
    case 9: return has("image_url") ? .imageURL : has("video_url") ? .videoURL : nil
    case 11: return has("input_audio") ? .inputAudio : nil
    default: return nil
    }
  }

  /// The name on the wire.
  var name: String {
    switch self {
    case .type: "type"
    case .text: "text"
    case .imageURL: "image_url"
    case .videoURL: "video_url"
    case .inputAudio: "input_audio"
    case .file: "file"
    case .source: "source"
    case .content: "content"
    case .thinking: "thinking"
    case .refusal: "refusal"
    case .input: "input"
    }
  }
}

/// What a content part is, as far as it is not text.
enum Medium: Sendable {
  case none, image, audio, video, file
  /// A document that turned out to be text.
  case text

  /// The medium that the `type` of a part names.
  init(type: String) {
    switch type {
    case "image_url", "image", "input_image": self = .image
    case "input_audio", "audio", "audio_url": self = .audio
    case "video_url", "video", "input_video": self = .video
    case "file", "input_file", "document", "container_upload": self = .file
    default: self = .none
    }
  }

  /// This one, or the other if this says nothing: `type` may come before or after what it describes.
  func or(_ other: Medium) -> Medium { self == .none ? other : self }

  /// The medium of a part whose source is text.
  func asText() -> Medium { self == .image ? self : .text }
}
