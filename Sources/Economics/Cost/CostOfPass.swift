/// Cost-of-pass: what a right answer costs when wrong ones cost nothing but the next try (Erol et al., arXiv 2504.13359).
///
/// Nil when no answer is right. It ranks work with a free and perfect checker; elsewhere `ExpectedCost` does.
public func costOfPass(cost: Double, error: Double) -> Double? { error < 1 ? cost / (1 - error) : nil }
