import CEncoderKernels
public import Foundation

/// all-MiniLM-L6-v2: turns a sentence into 384 numbers whose angle to those of another tells how alike they are.
///
/// Six layers of width 384 with twelve heads, mean over the tokens, length brought to 1 (Reimers and Gurevych 2019,
/// Wang et al. 2020). Runs on the calling thread; calls from several threads do not disturb each other.
public struct SentenceEncoder: Sendable {
  /// Numbers of an embedding.
  public static let dimensions = 384
  /// Tokens of a text that are read, with the two at its ends.
  public static let tokenLimit = 256
  static let innerWidth = 1536
  private static let layerCount = 6
  private static let heads = 12
  private static let headWidth = dimensions / heads
  private static let positions = 512
  /// Tokens that are worked on together: enough to fill the kernels, few enough for the cache.
  private static let tokensAtOnce = 384

  public let tokenizer: WordPieceTokenizer
  public let precision: EncoderPrecision
  private let tensors: SafeTensors
  private let words: Range<Int>
  private let positions: [Float]
  private let embeddingNorm: Normalisation
  private let layers: [Layer]
  /// What the processor can do; kernels of a lower level give the same results, more slowly.
  private let level: Int32

  /// The model's name and precision.
  public var name: String { "all-MiniLM-L6-v2-\(precision.rawValue)" }

  /// Loads the files of a folder and checks that they are the right ones.
  public init(folder: URL, precision: EncoderPrecision) throws(EncoderError) {
    let vocabulary = folder.appending(path: EncoderFiles.vocabulary)
    _ = try EncoderFiles.verified(vocabulary, digest: EncoderFiles.vocabularyDigest)
    let data = try EncoderFiles.verified(folder.appending(path: EncoderFiles.model), digest: EncoderFiles.modelDigest)
    try self.init(
      tokenizer: WordPieceTokenizer(vocabularyFile: vocabulary), weights: data, precision: precision,
      level: enc_best_level())
  }

  /// A model from its parts; `level` is at most what the processor has.
  init(
    tokenizer: WordPieceTokenizer, weights: Data, precision: EncoderPrecision, level: Int32
  ) throws(EncoderError) {
    let width = Self.dimensions
    let tensors = try SafeTensors(weights, name: EncoderFiles.model)
    self.tokenizer = tokenizer
    self.precision = precision
    self.tensors = tensors
    self.level = level
    words = try tensors.place("embeddings.word_embeddings.weight", [tokenizer.vocabularyCount, width])
    let kind = try tensors.floats("embeddings.token_type_embeddings.weight", [2, width])
    var positions = try tensors.floats("embeddings.position_embeddings.weight", [Self.positions, width])
    // All tokens are of the first kind.
    for index in positions.indices { positions[index] += kind[index % width] }
    self.positions = positions
    embeddingNorm = Normalisation(
      gain: try tensors.floats("embeddings.LayerNorm.weight", [width]),
      bias: try tensors.floats("embeddings.LayerNorm.bias", [width]))
    var layers: [Layer] = []
    for number in 0..<Self.layerCount {
      layers.append(try Layer(number, tensors, after: layers.last?.norm ?? embeddingNorm, precision: precision))
    }
    self.layers = layers
  }

  /// An embedding of length 1 for each text, in their order. Beyond `tokenLimit` tokens nothing is read.
  public func embed(_ texts: [String]) -> [[Float]] {
    let tokens = texts.map { tokenizer.encode($0, limit: Self.tokenLimit) }
    var embeddings: [[Float]] = []
    embeddings.reserveCapacity(texts.count)
    var first = 0
    while first < tokens.count {
      var end = first
      var rows = 0
      while end < tokens.count, end == first || rows + tokens[end].count <= Self.tokensAtOnce {
        rows += tokens[end].count
        end += 1
      }
      embeddings += run(tokens[first..<end], rows: rows)
      first = end
    }
    return embeddings
  }

  private func run(_ sentences: ArraySlice<[Int32]>, rows: Int) -> [[Float]] {
    let longest = sentences.map(\.count).max() ?? 0
    let room = Workspace(rows: rows, longest: longest)
    var row = 0
    for sentence in sentences {
      for (position, token) in sentence.enumerated() {
        let start = words.lowerBound + Int(token) * Self.dimensions * 4
        let word = tensors.floats(at: start..<(start + Self.dimensions * 4))
        for index in 0..<Self.dimensions {
          room.states[row * Self.dimensions + index] = word[index] + positions[position * Self.dimensions + index]
        }
        row += 1
      }
    }
    embeddingNorm.apply(room.states, adding: nil, rows: rows, level: level)
    for layer in layers { apply(layer, sentences, rows: rows, room) }
    return pooled(sentences, room)
  }

  private func apply(_ layer: Layer, _ sentences: ArraySlice<[Int32]>, rows: Int, _ room: Workspace) {
    func product(_ matrix: PackedMatrix, _ input: UnsafeMutablePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
      matrix.apply(input, rows: rows, to: output, stride: matrix.outputs, level: level, room.quantised)
    }
    for (number, matrix) in layer.attention.enumerated() {
      matrix.apply(
        room.states, rows: rows, to: room.wide + number * Self.dimensions, stride: 3 * Self.dimensions, level: level,
        room.quantised)
    }
    var start = 0
    for sentence in sentences {
      attend(from: start, count: sentence.count, room)
      start += sentence.count
    }
    product(layer.attentionOutput, room.context, room.narrow)
    layer.attentionNorm.apply(room.states, adding: room.narrow, rows: rows, level: level)
    product(layer.rise, room.states, room.wide)
    enc_gelu(level, room.wide, rows * Self.innerWidth)
    product(layer.fall, room.wide, room.narrow)
    layer.norm.apply(room.states, adding: room.narrow, rows: rows, level: level)
  }

  /// Each token of a sentence gathers the values of all its tokens, head by head.
  private func attend(from start: Int, count: Int, _ room: Workspace) {
    let width = Self.dimensions
    let head = Self.headWidth
    let stride = 3 * width
    let padded = (count + 15) / 16 * 16
    let scale = 1 / Float(head).squareRoot()
    for number in 0..<Self.heads {
      let query = room.wide + start * stride + number * head
      let (key, value) = (query + width, query + 2 * width)
      enc_pack_f32(key, stride, 1, count, head, room.packed)
      enc_gemm_f32(level, query, stride, room.packed, nil, room.attention, padded, count, count, head)
      enc_softmax(level, room.attention, padded, count, count, scale)
      enc_pack_f32(value, 1, stride, head, count, room.packed)
      enc_gemm_f32(
        level, room.attention, padded, room.packed, nil, room.context + start * width + number * head, width, count,
        head, count)
    }
  }

  private func pooled(_ sentences: ArraySlice<[Int32]>, _ room: Workspace) -> [[Float]] {
    let width = Self.dimensions
    var start = 0
    return sentences.map { sentence in
      var sum = [Float](repeating: 0, count: width)
      for row in start..<(start + sentence.count) {
        for index in 0..<width { sum[index] += room.states[row * width + index] }
      }
      start += sentence.count
      let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? sum.map { $0 / length } : sum
    }
  }
}

/// The room that one run works in.
private final class Workspace {
  let states: UnsafeMutablePointer<Float>
  let wide: UnsafeMutablePointer<Float>
  let context: UnsafeMutablePointer<Float>
  let narrow: UnsafeMutablePointer<Float>
  let attention: UnsafeMutablePointer<Float>
  let packed: UnsafeMutablePointer<Float>
  let quantised: QuantisedRows

  init(rows: Int, longest: Int) {
    let width = SentenceEncoder.dimensions
    let padded = (longest + 15) / 16 * 16
    func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
      let pointer = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
      pointer.initialize(repeating: 0, count: max(1, count))
      return pointer
    }
    states = floats(rows * width)
    wide = floats(rows * SentenceEncoder.innerWidth)
    context = floats(rows * width)
    narrow = floats(rows * width)
    attention = floats(longest * padded)
    packed = floats(max(padded, 32) * max(padded, 32))
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, rows * SentenceEncoder.innerWidth))
    bytes.initialize(repeating: 0, count: max(1, rows * SentenceEncoder.innerWidth))
    let zeros = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, rows))
    zeros.initialize(repeating: 0, count: max(1, rows))
    quantised = QuantisedRows(bytes: bytes, scales: floats(rows), zeros: zeros)
  }

  deinit {
    for pointer in [states, wide, context, narrow, attention, packed, quantised.scales] { pointer.deallocate() }
    quantised.bytes.deallocate()
    quantised.zeros.deallocate()
  }
}
