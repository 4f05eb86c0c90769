import Catalog
import Foundation
import Synchronization

/// Requests under way, in a file mapped into memory and shared with the kernel: what is written here outlives the
/// process without a system call. A place (slot) is free, held or settled; its state is written last.
///
/// `JournalLayout` says what lies where. Checksums are seeded with the sequence, so that what an earlier use of the slot
/// left behind cannot pass for the outcome of this one.
///
/// Sendable by hand: the mapping is fixed from `init` to `deinit`, and a slot and its extensions are only touched by
/// their owner, who gets them from and returns them to `Intake` under a lock. `note` alone may come from one who owns a
/// slot no longer; it writes one word, which says whose it is.
final class Journal: @unchecked Sendable {
  /// States of a slot.
  private enum State {
    static let free: UInt32 = 0
    static let held: UInt32 = 1
    static let settled: UInt32 = 2
  }

  /// Offsets in a slot.
  private enum Field {
    static let state = 0
    static let draftLength = 4
    static let sequence = 8
    static let draftChecksum = 16
    static let outcomeLength = 24
    static let extensionCount = 28
    static let outcomeChecksum = 32
    static let told = 40
    static let grown = 48
    static let extensions = 64
  }

  let layout: JournalLayout
  private let memory: JournalMemory
  private let synchronous: Bool

  init(_ memory: JournalMemory, synchronous: Bool) {
    self.memory = memory
    self.synchronous = synchronous
    layout = memory.layout
  }

  /// Notes a request under way in a free slot and its extensions, which have room for the draft's `count` bytes.
  func hold(_ hold: Hold, _ draft: DecisionDraft, bytes count: Int, extensions: [Int]) {
    let slot = place(hold.slot)
    put(extensions, slot)
    let (length, checksum) = write(at: 0, most: count, hold.slot, extensions, seed: hold.sequence) { encoder in
      HeldDraft.encode(draft, keyID: hold.keyID, held: hold.amount, windows: hold.windows, into: &encoder)
    }
    slot.storeBytes(of: UInt32(length), toByteOffset: Field.draftLength, as: UInt32.self)
    slot.storeBytes(of: hold.sequence, toByteOffset: Field.sequence, as: UInt64.self)
    slot.storeBytes(of: checksum, toByteOffset: Field.draftChecksum, as: UInt64.self)
    slot.storeBytes(of: 0, toByteOffset: Field.told, as: UInt64.self)
    slot.storeBytes(of: 0, toByteOffset: Field.grown, as: UInt64.self)
    publish(State.held, hold.slot, extensions)
  }

  /// Notes what a held request would cost if it ended now.
  ///
  /// One store of one word: the amount in 48 bits, and 16 bits of the sequence, by which a word of one who owns the slot
  /// no longer is told from its owner's.
  func note(_ slot: Int, sequence: UInt64, told: NanoDollars) { store(told, Field.told, slot, sequence) }

  /// Notes that more is held for a request than its draft says.
  func grow(_ slot: Int, sequence: UInt64, to held: NanoDollars) { store(held, Field.grown, slot, sequence) }

  private func store(_ amount: NanoDollars, _ field: Int, _ slot: Int, _ sequence: UInt64) {
    guard (0..<layout.slotCount).contains(slot), amount > .zero else { return }
    let amount = min(UInt64(amount.amount), Self.mostTold)
    let word = place(slot).baseAddress.map { $0 + field }
    word?.assumingMemoryBound(to: Atomic<UInt64>.self).pointee.store(
      amount << 16 | sequence & 0xffff, ordering: .relaxed)
  }

  // Stands for this much or more, which no hold is expected to be.
  private static let mostTold: UInt64 = 1 << 48 - 1

  private func amount(_ field: Int, _ slot: UnsafeRawBufferPointer, _ sequence: UInt64) -> NanoDollars? {
    let word = slot.load(fromByteOffset: field, as: UInt64.self)
    let amount = word >> 16
    guard layout.version > 1, word & 0xffff == sequence & 0xffff, amount > 0, amount < Self.mostTold else { return nil }
    return NanoDollars(Int64(amount))
  }

  /// Notes how the request in a held slot ended. Without room in `extensions` texts are cut and bills are summed; the
  /// money stays what it is.
  func settle(_ slot: Int, sequence: UInt64, draftBytes: Int, extensions: [Int], _ outcome: OutcomeRecord) {
    let memory = place(slot)
    put(extensions, memory)
    let room = layout.room(extensions: extensions.count) - draftBytes
    let most = min(outcome.byteCount, max(0, room))
    let (length, checksum) = write(at: draftBytes, most: most, slot, extensions, seed: ~sequence) { encoder in
      outcome.encode(into: &encoder)
    }
    memory.storeBytes(of: UInt32(length), toByteOffset: Field.outcomeLength, as: UInt32.self)
    memory.storeBytes(of: checksum, toByteOffset: Field.outcomeChecksum, as: UInt64.self)
    publish(State.settled, slot, extensions)
  }

  /// Notes how a request ended that another process left under way.
  func settle(_ slot: Int, _ held: HeldSlot, _ outcome: RequestOutcome) {
    settle(
      slot, sequence: held.sequence, draftBytes: held.draftBytes, extensions: extensions(place(slot)),
      OutcomeRecord(outcome))
  }

  /// Frees a slot whose record is in SQLite.
  func free(_ slot: Int) {
    place(slot).storeBytes(of: State.free, toByteOffset: Field.state, as: UInt32.self)
  }

  /// What a slot holds, whatever state the file was left in.
  func content(_ number: Int) -> SlotContent {
    let slot = UnsafeRawBufferPointer(place(number))
    let state = slot.load(fromByteOffset: Field.state, as: UInt32.self)
    if state == State.free { return .free }
    guard state == State.held || state == State.settled else { return .damaged("its state is \(state)") }
    let sequence = slot.load(fromByteOffset: Field.sequence, as: UInt64.self)
    let length = Int(slot.load(fromByteOffset: Field.draftLength, as: UInt32.self))
    guard let draft = bytes(at: 0, count: length, number) else { return .damaged("its draft has \(length) bytes") }
    guard
      slot.load(fromByteOffset: Field.draftChecksum, as: UInt64.self) == SlotChecksum.of(draft.memory, seed: sequence),
      let head = HeldDraft.head(draft.memory)
    else { return .damaged("its draft does not match its checksum") }
    let grown = amount(Field.grown, slot, sequence)
    // A torn outcome leaves what the draft says: the request counts as interrupted.
    let outcomeLength = Int(slot.load(fromByteOffset: Field.outcomeLength, as: UInt32.self))
    guard state == State.settled, let outcome = bytes(at: length, count: outcomeLength, number),
      slot.load(fromByteOffset: Field.outcomeChecksum, as: UInt64.self)
        == SlotChecksum.of(outcome.memory, seed: ~sequence)
    else {
      return .held(
        HeldSlot(
          sequence: sequence, startedAt: head.startedAt, held: grown ?? head.held,
          told: amount(Field.told, slot, sequence),
          draftBytes: length))
    }
    return .settled(SettledSlot(draft: draft, outcome: outcome, grown: grown))
  }

  /// What a slot holds, or held before it was settled, in a journal that another process is writing; nil where nothing is
  /// or where its draft is not whole.
  func foreignHold(_ number: Int) -> ForeignHold? {
    let slot = UnsafeRawBufferPointer(place(number))
    guard slot.load(fromByteOffset: Field.state, as: UInt32.self) != State.free else { return nil }
    let sequence = slot.load(fromByteOffset: Field.sequence, as: UInt64.self)
    let length = Int(slot.load(fromByteOffset: Field.draftLength, as: UInt32.self))
    guard let draft = bytes(at: 0, count: length, number),
      slot.load(fromByteOffset: Field.draftChecksum, as: UInt64.self) == SlotChecksum.of(draft.memory, seed: sequence),
      let head = HeldDraft.head(draft.memory)
    else { return nil }
    return ForeignHold(
      id: head.id, keyID: head.keyID.map { String(decoding: $0, as: UTF8.self) }, windows: head.windows,
      amount: max(.zero, amount(Field.grown, slot, sequence) ?? head.held ?? .zero))
  }

  // All that a state promises has to be in memory before the state is.
  private func publish(_ state: UInt32, _ slot: Int, _ extensions: [Int]) {
    if synchronous { for number in extensions { memory.synchronize(place(layout.slotCount + number)) } }
    atomicMemoryFence(ordering: .releasing)
    place(slot).storeBytes(of: state, toByteOffset: Field.state, as: UInt32.self)
    if synchronous { memory.synchronize(place(slot)) }
  }

  private func put(_ extensions: [Int], _ slot: UnsafeMutableRawBufferPointer) {
    guard layout.version > 1 else { return }
    slot.storeBytes(of: UInt32(extensions.count), toByteOffset: Field.extensionCount, as: UInt32.self)
    for (position, number) in extensions.prefix(JournalLayout.mostExtensions).enumerated() {
      slot.storeBytes(of: UInt32(number), toByteOffset: Field.extensions + position * 4, as: UInt32.self)
    }
  }

  // The numbers up to the first that cannot be one.
  private func extensions(_ slot: UnsafeMutableRawBufferPointer) -> [Int] {
    guard layout.version > 1 else { return [] }
    let count = slot.load(fromByteOffset: Field.extensionCount, as: UInt32.self)
    guard count > 0, count <= JournalLayout.mostExtensions else { return [] }
    let numbers = (0..<Int(count)).map {
      Int(slot.load(fromByteOffset: Field.extensions + $0 * 4, as: UInt32.self))
    }
    return Array(numbers.prefix { $0 < layout.extensionCount })
  }

  // Encodes into the slot itself where all of it has room there, else beside it and then piece by piece.
  private func write(
    at start: Int, most: Int, _ slot: Int, _ extensions: [Int], seed: UInt64, _ encode: (inout SlotEncoder) -> Void
  ) -> (length: Int, checksum: UInt64) {
    if start + most <= layout.roomInSlot {
      let first = layout.slotHeaderBytes + start
      let target = UnsafeMutableRawBufferPointer(rebasing: place(slot)[first..<(first + most)])
      return Self.encoded(into: target, seed, encode)
    }
    return withUnsafeTemporaryAllocation(byteCount: most, alignment: 8) { buffer in
      let (length, checksum) = Self.encoded(into: buffer, seed, encode)
      forEachPiece(start..<(start + length), of: slot, extensions) { piece, offset in
        piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[offset..<(offset + piece.count)]))
      }
      return (length, checksum)
    }
  }

  private static func encoded(
    into target: UnsafeMutableRawBufferPointer, _ seed: UInt64, _ encode: (inout SlotEncoder) -> Void
  ) -> (length: Int, checksum: UInt64) {
    var encoder = SlotEncoder(target)
    encode(&encoder)
    let bytes = UnsafeRawBufferPointer(rebasing: target[..<encoder.position])
    return (encoder.position, SlotChecksum.of(bytes, seed: seed))
  }

  // A part of a slot's record: where it lies if that is in one piece, else copied. Nil where the slot has not so much.
  private func bytes(at start: Int, count: Int, _ number: Int) -> SlotBytes? {
    let slot = place(number)
    if start + count <= layout.roomInSlot {
      let first = layout.slotHeaderBytes + start
      return SlotBytes(UnsafeRawBufferPointer(rebasing: slot[first..<(first + count)]))
    }
    let extensions = extensions(slot)
    guard start + count <= layout.room(extensions: extensions.count) else { return nil }
    return SlotBytes(copying: count) { copy in
      forEachPiece(start..<(start + count), of: number, extensions) { piece, offset in
        UnsafeMutableRawBufferPointer(rebasing: copy[offset..<(offset + piece.count)])
          .copyMemory(from: UnsafeRawBufferPointer(piece))
      }
    }
  }

  private func forEachPiece(
    _ range: Range<Int>, of slot: Int, _ extensions: [Int], _ body: (UnsafeMutableRawBufferPointer, Int) -> Void
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let rest: Slice<UnsafeMutableRawBufferPointer>
      if position < layout.roomInSlot {
        rest = place(slot)[(layout.slotHeaderBytes + position)...]
      } else {
        let (index, offset) = (position - layout.roomInSlot).quotientAndRemainder(dividingBy: layout.slotBytes)
        guard extensions.indices.contains(index) else { return }
        rest = place(layout.slotCount + extensions[index])[offset...]
      }
      let count = min(rest.count, range.upperBound - position)
      body(UnsafeMutableRawBufferPointer(rebasing: rest.prefix(count)), position - range.lowerBound)
      position += count
    }
  }

  private func place(_ number: Int) -> UnsafeMutableRawBufferPointer {
    let start = JournalLayout.headerBytes + number * layout.slotBytes
    return UnsafeMutableRawBufferPointer(rebasing: memory.bytes[start..<(start + layout.slotBytes)])
  }
}
