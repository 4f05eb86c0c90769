import CEncoderKernels

/// How exactly the weights are kept.
public enum EncoderPrecision: String, CaseIterable, Sendable {
  /// 32-bit floats, as trained.
  case float32
  /// Eight bits for each weight with a scale for each output, and for each input row a scale of its own.
  case int8
}

/// A matrix of weights in the order in which the kernels read it.
struct PackedMatrix: Sendable {
  let outputs: Int
  let inputs: Int
  private let floats: [Float]
  private let bytes: [Int8]
  private let scales: [Float]
  private let sums: [Int32]
  private let bias: [Float]
  /// What inputs are multiplied with before they are quantised; the weights are divided by the same.
  private let factors: [Float]

  /// Packs `weights`, `outputs` rows of `inputs`; both are multiples of 16.
  ///
  /// `magnitudes` says how large each input is. A few inputs are far larger than the others, and eight bits that must
  /// hold them leave little to the rest; half of the difference is moved into the weights (SmoothQuant: Xiao et al. 2023).
  init(
    _ weights: [Float], bias: [Float], outputs: Int, inputs: Int, precision: EncoderPrecision,
    magnitudes: [Float]? = nil
  ) {
    var weights = weights
    var factors: [Float] = []
    if precision == .int8, let magnitudes {
      var largest = [Float](repeating: 1e-6, count: inputs)
      for index in weights.indices { largest[index % inputs] = max(largest[index % inputs], abs(weights[index])) }
      factors = zip(largest, magnitudes).map { ($0 / max($1, 1e-6)).squareRoot() }
      for index in weights.indices { weights[index] /= factors[index % inputs] }
    }
    self.factors = factors
    self.outputs = outputs
    self.inputs = inputs
    self.bias = bias
    switch precision {
    case .float32:
      var packed = [Float](repeating: 0, count: enc_packed_f32(outputs, inputs))
      enc_pack_f32(weights, inputs, 1, outputs, inputs, &packed)
      floats = packed
      (bytes, scales, sums) = ([], [], [])
    case .int8:
      var packed = [Int8](repeating: 0, count: enc_packed_i8(outputs, inputs))
      var scales = [Float](repeating: 0, count: outputs)
      var sums = [Int32](repeating: 0, count: outputs)
      enc_pack_i8(weights, outputs, inputs, &packed, &scales, &sums)
      bytes = packed
      self.scales = scales
      self.sums = sums
      floats = []
    }
  }

  /// `output` (rows × outputs, `stride` apart) = `input` (rows × inputs) · weightsᵀ + bias.
  func apply(
    _ input: UnsafePointer<Float>, rows: Int, to output: UnsafeMutablePointer<Float>, stride: Int, level: Int32,
    _ room: QuantisedRows
  ) {
    if bytes.isEmpty {
      enc_gemm_f32(level, input, inputs, floats, bias, output, stride, rows, outputs, inputs)
    } else {
      factors.withUnsafeBufferPointer {
        enc_quantise_rows(
          level, input, inputs, $0.isEmpty ? nil : $0.baseAddress, rows, inputs, room.bytes, room.scales,
          room.zeros)
      }
      enc_gemm_i8(
        level, room.bytes, room.scales, room.zeros, bytes, scales, sums, bias, output, stride, rows, outputs, inputs)
    }
  }
}

/// Room for rows of eight-bit numbers, each row with a scale and what stands for zero.
struct QuantisedRows {
  let bytes: UnsafeMutablePointer<UInt8>
  let scales: UnsafeMutablePointer<Float>
  let zeros: UnsafeMutablePointer<Int32>
}

/// The gain and the shift of a layer normalisation.
struct Normalisation: Sendable {
  let gain: [Float]
  let bias: [Float]
  static let epsilon: Float = 1e-12

  /// How large each of its outputs gets: three spreads from the mean.
  var magnitudes: [Float] { zip(gain, bias).map { abs($1) + 3 * abs($0) } }

  /// Normalises the sum of `values` and `addend`, row by row, in place.
  func apply(_ values: UnsafeMutablePointer<Float>, adding addend: UnsafePointer<Float>?, rows: Int, level: Int32) {
    enc_add_norm(level, values, addend, gain, bias, Self.epsilon, rows, gain.count)
  }
}

/// One of the transformer's layers.
struct Layer: Sendable {
  /// Queries, keys and values: each with input factors of its own.
  let attention: [PackedMatrix]
  let attentionOutput: PackedMatrix
  let attentionNorm: Normalisation
  let rise: PackedMatrix
  let fall: PackedMatrix
  let norm: Normalisation

  /// Reads a layer; `before` is the normalisation whose outputs are its inputs.
  init(
    _ number: Int, _ tensors: SafeTensors, after before: Normalisation, precision: EncoderPrecision
  ) throws(EncoderError) {
    let prefix = "encoder.layer.\(number)."
    let width = SentenceEncoder.dimensions
    let inner = SentenceEncoder.innerWidth
    func vector(_ name: String, _ count: Int) throws(EncoderError) -> [Float] {
      try tensors.floats(prefix + name, [count])
    }
    func matrix(
      _ name: String, _ outputs: Int, _ inputs: Int, after: Normalisation? = nil
    ) throws(EncoderError) -> PackedMatrix {
      PackedMatrix(
        try tensors.floats("\(prefix)\(name).weight", [outputs, inputs]), bias: try vector("\(name).bias", outputs),
        outputs: outputs, inputs: inputs, precision: precision, magnitudes: after?.magnitudes)
    }
    func norm(_ name: String) throws(EncoderError) -> Normalisation {
      Normalisation(gain: try vector("\(name).weight", width), bias: try vector("\(name).bias", width))
    }
    var attention: [PackedMatrix] = []
    for part in ["query", "key", "value"] {
      attention.append(try matrix("attention.self.\(part)", width, width, after: before))
    }
    self.attention = attention
    attentionOutput = try matrix("attention.output.dense", width, width)
    attentionNorm = try norm("attention.output.LayerNorm")
    rise = try matrix("intermediate.dense", inner, width, after: attentionNorm)
    fall = try matrix("output.dense", width, inner)
    self.norm = try norm("output.LayerNorm")
  }
}
