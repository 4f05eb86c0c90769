/// The ids that were seen, as 64-bit hashes, in bounded memory.
///
/// Two generations: once the younger is full, the older is forgotten. So every duplicate is found in a log of up to
/// `capacity` ids, and in a longer one every duplicate at most `capacity / 2` ids after its first. Two different ids
/// share a hash with a chance of about 3 in a million over ten million ids. Ask in the order of the file, so that the
/// first row of an id always is the one that counts.
public struct SeenIDs: Sendable {
  /// Ids up to which none is ever missed.
  public let capacity: Int
  /// Duplicates found so far.
  public private(set) var duplicates = 0
  /// True once ids were forgotten, so that duplicates far apart may have been missed.
  public private(set) var hasForgotten = false
  private var younger: [IDShard]
  private var older: [IDShard] = []
  private var youngerCount = 0

  static let shardCount = 256

  /// A set that holds up to `capacity` ids; the default takes at most about 125 MB.
  public init(capacity: Int = 10_500_000) {
    self.capacity = max(2, capacity)
    younger = Self.emptyShards()
  }

  /// Ids that are held.
  public var count: Int { youngerCount + older.reduce(0) { $0 + $1.count } }

  /// Bytes of the tables.
  public var bytes: Int { (younger + older).reduce(0) { $0 + $1.bytes } }

  /// Notes an id; false when it was seen before. Zero stands for a row without id and is always new.
  public mutating func insert(_ hash: UInt64) -> Bool {
    guard hash != 0 else { return true }
    let mixed = Self.mix(hash)
    let shard = Int(mixed >> 56)
    if !older.isEmpty, older[shard].contains(mixed) {
      duplicates += 1
      return false
    }
    // A duplicate must not age the set, so a full generation is asked before it gives way.
    let isFull = youngerCount >= (capacity + 1) / 2
    if isFull, !younger[shard].contains(mixed) { age() }
    guard younger[shard].insert(mixed) else {
      duplicates += 1
      return false
    }
    youngerCount += 1
    return true
  }

  private mutating func age() {
    if !older.isEmpty { hasForgotten = true }
    older = younger
    younger = Self.emptyShards()
    youngerCount = 0
  }

  private static func emptyShards() -> [IDShard] { [IDShard](repeating: IDShard(), count: shardCount) }

  // A reader's hash may be weak in some bits; the finaliser of SplitMix64 (Steele, Lea and Flood 2014) is one to one.
  static func mix(_ hash: UInt64) -> UInt64 {
    var mixed = hash
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

extension SeenIDs {
  /// Gives the set in pieces of at most a few hundred kilobytes, for stopping and resuming.
  public func save<Failure: Error>(_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    var head = ByteWriter()
    head.add(Self.magic)
    for number in [capacity, duplicates, hasForgotten ? 1 : 0, youngerCount, older.isEmpty ? 0 : 1] { head.add(number) }
    try write(head.bytes)
    for shard in older + younger {
      var piece = ByteWriter()
      piece.add(shard.count)
      shard.forEach { piece.add(Int(bitPattern: UInt($0))) }
      try write(piece.bytes)
    }
  }

  /// Reads a set; `read` gives the next so many bytes, or fewer at the end.
  public init<Failure: Error>(
    saved read: (Int) throws(Failure) -> [UInt8], onDamage: (SavedStateError) -> Failure
  ) throws(Failure) {
    func piece(_ numbers: Int) throws(Failure) -> ByteReader {
      let bytes = try read(numbers * 8)
      guard bytes.count == numbers * 8 else { throw onDamage(.truncated) }
      return ByteReader(bytes)
    }
    func numbers(_ count: Int) throws(Failure) -> [Int] {
      var reader = try piece(count)
      var found: [Int] = []
      for _ in 0..<count {
        do { found.append(try reader.int()) } catch { throw onDamage(error) }
      }
      return found
    }
    let head = try numbers(6)
    guard head[0] == Self.magic, (2...(1 << 40)).contains(head[1]), (0...head[1]).contains(head[4]) else {
      throw onDamage(.damaged("ids"))
    }
    self.init(capacity: head[1])
    duplicates = head[2]
    hasForgotten = head[3] != 0
    for generation in 0..<(head[5] == 0 ? 1 : 2) {
      var shards = Self.emptyShards()
      for shard in 0..<Self.shardCount {
        let count = try numbers(1)[0]
        guard (0...capacity).contains(count) else { throw onDamage(.damaged("ids")) }
        for id in try numbers(count) { _ = shards[shard].insert(UInt64(UInt(bitPattern: id))) }
      }
      if head[5] != 0, generation == 0 { older = shards } else { younger = shards }
    }
    youngerCount = younger.reduce(0) { $0 + $1.count }
  }

  private static let magic = 0x5359_4944_5345_4e31
}
