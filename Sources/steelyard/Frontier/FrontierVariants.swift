import Frontier

/// The indices that are fitted beside that of everything: by exposure, by kind of work, and as the data stood before.
struct FrontierVariants {
  let others: [IndexSpecification]

  init(_ categories: BenchmarkCategories, newest: Day) {
    var others = BenchmarkExposure.allCases.map {
      IndexSpecification(name: $0.rawValue, benchmarks: categories.benchmarks($0))
    }
    others += [BenchmarkCategory.stem, .programming, .reasoning].map {
      IndexSpecification(name: $0.name, benchmarks: categories.benchmarks(in: $0))
    }
    // A half-year and a year before: what would have been said then.
    for months in [6, 12] {
      let until = Day(number: newest.number - Int(Double(months) * Day.perMonth))
      others.append(IndexSpecification(name: "until \(until)", until: until))
    }
    self.others = others
  }

  /// Their draws: enough for intervals, few enough to be shipped.
  func draws(of draws: Int) -> Int { draws / 4 }
}
