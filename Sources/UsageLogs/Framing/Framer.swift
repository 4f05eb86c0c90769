/// Divides a file by whatever its framing is, and remembers what is open.
enum Framer {
  case lines(LineFramer)
  case table(TableFramer)
  case document(DocumentFramer)
  case dump(DumpFramer)

  init(_ framing: LogFraming, resuming context: FramingContext?) {
    switch framing {
    case .lines: self = .lines(LineFramer())
    case .table(let delimiter): self = .table(TableFramer(delimiter: delimiter))
    case .document(let container):
      let places = (context?.places ?? "").compactMap { DocumentFramer.Place(rawValue: String($0)) }
      self = .document(DocumentFramer(container: container, places: places))
    case .dump:
      let place = DumpFramer.Place(rawValue: context?.places ?? "") ?? .outside
      self = .dump(DumpFramer(place: place, columns: context?.columns ?? []))
    }
  }

  /// The whole records at the beginning of the bytes; `isFull` says that there will be no room for more of them.
  mutating func frame(_ bytes: ByteView, isEnd: Bool, isFull: Bool) -> Frame {
    switch self {
    case .lines(let framer): return framer.frame(bytes, isEnd: isEnd)
    case .table(let framer): return framer.frame(bytes, isEnd: isEnd, isFull: isFull)
    case .document(var framer):
      let frame = framer.frame(bytes, isEnd: isEnd)
      self = .document(framer)
      return frame
    case .dump(var framer):
      let frame = framer.frame(bytes, isEnd: isEnd)
      self = .dump(framer)
      return frame
    }
  }

  /// What is open after the last frame.
  var context: FramingContext {
    switch self {
    case .lines, .table: FramingContext()
    case .document(let framer): FramingContext(places: framer.places.map(\.rawValue).joined())
    case .dump(let framer): FramingContext(places: framer.place.rawValue, columns: framer.columns)
    }
  }
}
