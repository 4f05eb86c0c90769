@testable import Charts

/// SplitMix64 (Steele, Lea and Flood 2014), so that a failure can be repeated from its seed.
struct Randomness: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }

  /// A number of any size, now and then one that cannot be drawn.
  mutating func wildNumber() -> Double {
    switch Int.random(in: 0..<14, using: &self) {
    case 0: .nan
    case 1: .infinity
    case 2: -.infinity
    case 3: 0
    case 4: .greatestFiniteMagnitude
    case 5: .leastNonzeroMagnitude
    case 6: 1e12
    case 7: -1e-12
    default: tameNumber() * [1e-12, 1e-6, 1e-3, 1, 1e3, 1e6, 1e12].randomElement(using: &self, or: 1)
    }
  }

  mutating func tameNumber() -> Double { Double.random(in: -30...170, using: &self) }

  mutating func word() -> String {
    [
      "GPT-4", "DeepSeek-R1", "<b>&\"'", "", "模型 七", "a rather long name of a model, version 2 (May 2025)",
      "x\u{202E}y\u{0}",
    ]
    .randomElement(using: &self, or: "x")
  }
}

extension Array {
  func randomElement(using generator: inout Randomness, or fallback: Element) -> Element {
    randomElement(using: &generator) ?? fallback
  }
}

/// Charts of every kind from random values.
enum RandomCharts {
  static func line(_ random: inout Randomness, wild: Bool) -> LineChart {
    let isDate = random.chance(0.5)
    let series = (0..<Int.random(in: 0...6, using: &random)).map { index -> Series in
      let points = (0..<Int.random(in: 0...30, using: &random)).map { _ -> DataPoint in
        let x = wild ? random.wildNumber() : Double.random(in: 19_000...21_000, using: &random).rounded()
        let y = wild ? random.wildNumber() : random.tameNumber()
        let half = random.tameNumber()
        return DataPoint(
          x: x, y: y, low: random.chance(0.5) ? y - half : nil, high: random.chance(0.6) ? y + half : nil,
          label: random.chance(0.2) ? random.word() : nil)
      }
      let name = "\(index) \(random.word())"
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return .line(name, points, pattern: random.chance(0.3) ? .dashed : .solid)
      case 1: return .step(name, points)
      default: return .scatter(name, points, isHollow: random.chance(0.5))
      }
    }
    let x = wild ? random.wildNumber() : 20_000
    return LineChart(
      title: "Random \(random.word())", subtitle: random.chance(0.5) ? "Subtitle in a few words" : "",
      x: isDate ? .date("date") : .number("price, $ per million tokens"), y: .number("lag, months", includesZero: true),
      series: series,
      references: [
        .horizontal(at: wild ? random.wildNumber() : 3, "noise floor"), .vertical(at: x, "end of the data"),
      ],
      annotations: [Annotation(x: x, y: 4, random.word())], source: "Data: our own, made up.")
  }

  static func bar(_ random: inout Randomness, wild: Bool) -> BarChart {
    let groups = (0..<Int.random(in: 0...3, using: &random)).map { index in
      BarGroup(
        "group \(index)",
        (0..<Int.random(in: 0...8, using: &random)).map { row in
          let value = wild ? random.wildNumber() : random.tameNumber()
          return Bar(
            "\(row) \(random.word())", value, low: random.chance(0.7) ? value - 3 : nil,
            high: random.chance(0.7) ? value + 4 : nil, count: random.chance(0.5) ? 225 : nil,
            isLowerBound: random.chance(0.2))
        })
    }
    return BarChart(
      title: "Bars", x: .number("lag, months"), groups: groups,
      references: [.vertical(at: 1.8, "noise floor"), .vertical(at: 2, "second floor")])
  }

  static func tornado(_ random: inout Randomness, wild: Bool) -> TornadoChart {
    TornadoChart(
      title: "Tornado", x: .number("lag, months"), baseline: wild ? random.wildNumber() : random.tameNumber(),
      sensitivities: (0..<Int.random(in: 0...9, using: &random)).map { row in
        Sensitivity(
          "\(row) \(random.word())", low: wild ? random.wildNumber() : random.tameNumber(),
          high: wild ? random.wildNumber() : random.tameNumber(), lowLabel: random.word(), highLabel: random.word())
      })
  }

  static func every(seed: UInt64, wild: Bool) -> [any Chart] {
    var random = Randomness(seed)
    return [line(&random, wild: wild), bar(&random, wild: wild), tornado(&random, wild: wild)]
  }
}
