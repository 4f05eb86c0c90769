/// Where a cell stands among the bytes of its file.
struct CSVCell: Sendable {
  var start: UInt32
  var end: UInt32
  /// Whether quotation marks or carriage returns inside have to be taken out.
  var isRaw: Bool

  func text(_ bytes: [UInt8]) -> String {
    let slice = bytes[Int(start)..<Int(end)]
    guard isRaw else { return String(decoding: slice, as: UTF8.self) }
    var plain: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var index = slice.startIndex
    while index < slice.endIndex {
      let byte = slice[index]
      index += 1
      switch (byte, isQuoted) {
      case (0x22, true):
        if index < slice.endIndex, slice[index] == 0x22 {
          plain.append(0x22)
          index += 1
        } else {
          isQuoted = false
        }
      case (0x22, false) where plain.isEmpty && !wasQuoted:
        isQuoted = true
        wasQuoted = true
      case (0x0D, false): continue
      default: plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
