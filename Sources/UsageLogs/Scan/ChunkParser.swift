internal import Catalog

/// Reads the records of chunks, one worker's share; what it needs is allocated once.
struct ChunkParser {
  private var assembler: CallAssembler
  let arena: ByteArena
  // What holds for all rows of a file lives longer than a row.
  private let constantBytes = ByteArena()
  private var constants: [(slot: Slot, value: RawValue)] = []
  private var constantsOf: FileSchema?
  var values = RowValues()
  private var call = LoggedCall()
  private var row = 0
  private var result = ChunkResult()

  init(names: LogNames, options: LogOptions) {
    arena = ByteArena()
    assembler = CallAssembler(names: names, options: options, arena: arena)
  }

  /// Reads a chunk and hands each call to `each`.
  mutating func parse(_ chunk: LogChunk, each: (LoggedCall) -> Void) -> ChunkResult {
    result = ChunkResult()
    assembler.file = chunk.file.name
    if let schema = chunk.schema {
      begin(schema)
      row = chunk.firstRow + chunk.leading - 1
      chunk.bytes.withView(chunk.count) { bytes in
        if chunk.records.isEmpty {
          divide(bytes, schema, chunk, each)
        } else {
          for range in chunk.records { record(bytes[range], schema, isLast: false, each) }
        }
      }
    }
    result.problems = assembler.problems
    result.leftOutCost = assembler.leftOutCost
    assembler.problems = LogProblems(examplesPerKind: assembler.examplesPerKind)
    assembler.leftOutCost = .zero
    return result
  }

  private mutating func begin(_ schema: FileSchema) {
    guard constantsOf !== schema else { return }
    constantsOf = schema
    constants = schema.table.constants.map { ($0, RawValue(constantBytes.bytes(of: $1), .cell)) }
  }

  // Chunks of lines and of tables are divided here, so that the reader need not keep where each record lies.
  private mutating func divide(
    _ bytes: ByteView, _ schema: FileSchema, _ chunk: LogChunk, _ each: (LoggedCall) -> Void
  ) {
    var start = 0
    while start < bytes.count {
      let end: Int
      switch schema.framing {
      case .lines: end = bytes.first(0x0A, from: start).map { $0 + 1 } ?? bytes.count
      case .table(let delimiter):
        if case .at(let next) = TableFramer(delimiter: delimiter).end(bytes, from: start) {
          end = next
        } else {
          end = bytes.count
        }
      case .document, .dump: return
      }
      record(bytes[start..<end], schema, isLast: end == bytes.count && chunk.endsUnterminated, each)
      start = end
    }
  }

  @inline(__always)
  private mutating func record(
    _ bytes: ByteView, _ schema: FileSchema, isLast: Bool, _ each: (LoggedCall) -> Void
  ) {
    row &+= 1
    arena.reset()
    values.reset()
    let text = bytes.trimmed
    if text.isEmpty { return }
    switch schema.framing {
    case .lines, .document:
      var scanner = JSONScanner(text)
      let isWhole = rows(&scanner, 0, schema, each) && scanner.position == text.count
      if !isWhole { broken(isLast ? .truncatedRecord : .malformedRecord, text) }
    case .table(let delimiter):
      var count = 0
      TableCells.read(bytes, delimiter) { cell in
        take(cell, count, schema)
        count += 1
      }
      cells(count, schema, isLast, text, each)
    case .dump:
      var count = 0
      if schema.isInsert {
        let isRead = InsertCells.read(text) { cell in
          take(cell, count, schema)
          count += 1
        }
        if !isRead { return broken(.malformedRecord, text) }
      } else {
        CopyCells.read(bytes) { cell in
          take(cell, count, schema)
          count += 1
        }
      }
      cells(count, schema, isLast, text, each)
    }
  }

  @inline(__always)
  mutating func deliver(_ schema: FileSchema, _ text: ByteView, _ each: (LoggedCall) -> Void) {
    for constant in constants { values.keep(constant.value, in: constant.slot) }
    switch assembler.assemble(values, schema.table, row: row, into: &call) {
    case .kept:
      result.calls &+= 1
      each(call)
    case .leftOut: result.leftOut &+= 1
    case .misfit:
      result.leftOut &+= 1
      misfit(text)
    case .noCall: result.notCalls &+= 1
    case .unrecognised: broken(.unrecognisedRecord, text)
    }
  }

  mutating func broken(_ kind: LogProblemKind, _ text: ByteView, _ found: String? = nil) {
    result.leftOut += 1
    let (file, row) = (assembler.file, row)
    assembler.problems.add(kind) {
      LogProblem(kind, file: file, row: row, found: found ?? text.excerpt())
    }
    misfit(text)
  }

  // Counts a record that does not look like one of the format; the first tells what it looks like instead.
  private mutating func misfit(_ text: ByteView) {
    result.misfits += 1
    guard result.misfits == 1 else { return }
    result.firstMisfit = row
    result.likeness = FormatGuess.likeness(of: text)
  }
}
