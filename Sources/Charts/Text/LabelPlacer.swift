/// Finds room for labels beside their points, so that no two cover each other.
struct LabelPlacer: Sendable {
  /// Where a label came to stand.
  struct Placement: Sendable {
    let box: Box
    /// A thin line to the point, when the label is not beside it.
    let leader: Segment?
  }

  /// The room for labels.
  let area: Box
  /// Marks that a label should not hide.
  var marks: [Point] = []
  /// Lines that a label should not cross.
  var lines: [Segment] = []
  private var taken: [Box] = []
  private var leaders: [Segment] = []
  private var attempts = 0

  // Cost grows with labels × marks; beyond this many labels nobody can read them anyway.
  private static let mostAttempts = 150

  /// A placer for an empty area.
  init(area: Box) {
    self.area = area
  }

  /// Keeps a rectangle free.
  mutating func reserve(_ box: Box) {
    taken.append(box)
  }

  /// A place for a text near a point, or nil when everything around is taken.
  mutating func place(_ text: String, _ font: Font, near point: Point) -> Placement? {
    attempts += 1
    guard attempts <= Self.mostAttempts else { return nil }
    let width = TextMeasure.width(text, font)
    let height = font.ascent + font.descent
    var best: (cost: Double, placement: Placement)?
    for (rank, candidate) in LabelCandidate.all.enumerated() {
      let box = candidate.box(width: width, height: height, near: point)
      let leader = candidate.leader(of: box, to: point)
      guard isFree(box), leader.map(isFree) ?? true else { continue }
      let side = Double(rank % LabelCandidate.sideCount)
      let cost = cost(of: box) + (leader.map(cost) ?? 0) + candidate.distance * 0.45 + side * 0.3
      if cost < best?.cost ?? .infinity { best = (cost, Placement(box: box, leader: leader)) }
    }
    guard let placement = best?.placement else { return nil }
    taken.append(placement.box)
    if let leader = placement.leader { leaders.append(leader) }
    return placement
  }

  /// The rectangle of those offered that hides the least, or nil when all are taken.
  mutating func place(oneOf boxes: [Box]) -> Box? {
    var best: (cost: Double, box: Box)?
    for box in boxes where isFree(box) {
      let cost = cost(of: box)
      if cost < best?.cost ?? .infinity { best = (cost, box) }
    }
    if let best { taken.append(best.box) }
    return best?.box
  }

  private func isFree(_ box: Box) -> Bool {
    let room = box.grown(by: 2)
    return area.contains(box) && !taken.contains { $0.overlaps(room) }
      && !leaders.contains { room.isCrossed(from: $0.start, to: $0.end) }
  }

  private func isFree(_ leader: Segment) -> Bool {
    !taken.contains { $0.isCrossed(from: leader.start, to: leader.end) } && !leaders.contains { $0.crosses(leader) }
  }

  private func cost(of box: Box) -> Double {
    let room = box.grown(by: 3)
    let hidden = marks.count { room.contains($0) }
    let crossed = lines.count { box.isCrossed(from: $0.start, to: $0.end) }
    return Double(hidden) * 6 + Double(crossed) * 4
  }

  private func cost(of leader: Segment) -> Double {
    Double(lines.count { $0.crosses(leader) }) * 1.5
  }
}
