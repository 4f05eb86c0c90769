/// Where things lie in a journal's file: a page of header, then slots, then extensions, all of one size.
///
/// A slot begins with a header: state (0), length of the draft (4), sequence (8), checksum of the draft (16), length of
/// the outcome (24), number of extensions (28), checksum of the outcome (32), what the request has cost so far (40), what
/// is held for it if that has grown (48), and the numbers of its extensions (64). The draft follows, then the outcome, and both go on in the extensions.
struct JournalLayout: Hashable, Sendable {
  static let headerBytes = 4096
  /// Extensions that one slot can have.
  static let mostExtensions = 16
  /// Bytes that are kept free behind a draft, so that an outcome has room whatever else is under way.
  static let outcomeRoom = 1280
  static let currentVersion: UInt32 = 2

  let version: UInt32
  let slotCount: Int
  let extensionCount: Int

  /// The present layout with so many slots.
  init(slots: Int) {
    version = Self.currentVersion
    slotCount = slots
    extensionCount = max(Self.mostExtensions * 3 / 2, slots / 8)
  }

  /// The layout that a file's header tells of; nil when none is like that. Version 1 had no extensions.
  init?(version: UInt32, slotBytes: UInt32, slots: UInt32, extensions: UInt32) {
    guard (1...Self.currentVersion).contains(version), (1...1 << 20).contains(slots), extensions <= 1 << 20 else {
      return nil
    }
    self.version = version
    slotCount = Int(slots)
    extensionCount = version == 1 ? 0 : Int(extensions)
    guard slotBytes == self.slotBytes else { return nil }
  }

  var slotBytes: Int { version == 1 ? 2048 : 4096 }
  var slotHeaderBytes: Int { version == 1 ? 64 : 128 }
  /// Bytes for the record in a slot itself.
  var roomInSlot: Int { slotBytes - slotHeaderBytes }
  var byteCount: Int { Self.headerBytes + (slotCount + extensionCount) * slotBytes }

  /// Extensions that a record of so many bytes needs.
  func extensions(for bytes: Int) -> Int {
    bytes <= roomInSlot ? 0 : (bytes - roomInSlot + slotBytes - 1) / slotBytes
  }

  /// Bytes that a record with so many extensions can have.
  func room(extensions: Int) -> Int { roomInSlot + extensions * slotBytes }
}
