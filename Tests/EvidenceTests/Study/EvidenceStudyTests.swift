import Evidence
import Foundation
import Learning
import Synchronization
import Testing

@testable import EvidenceStudy

@Suite("The study")
struct EvidenceStudyTests {
  @Test("a small study keeps all promises that its runs can tell, and reports its progress")
  func small() async throws {
    let steps = Mutex(0)
    let study = try await EvidenceStudy(StudyOptions(runs: 20, seed: 8)) { progress in
      steps.withLock { $0 = progress.done }
      #expect(progress.done <= progress.of)
    }
    #expect(steps.withLock(\.self) == 85)
    #expect(study.typeOne.count == 9 && study.power.count == 35 && study.demote.count == 9)
    for cell in study.typeOne { #expect(cell.at05.share <= 0.25 && cell.at01.hits <= cell.at05.hits) }
    #expect(study.typeOne.reduce(0) { $0 + $1.naive.share } / 9 > 0.25)
    #expect(study.conditions.filter { $0.bound != nil }.count >= 6)
    #expect(study.gates?.replaysAgree == true)
    #expect(study.markdown.contains("| 0.05 | 0.85 |") && study.markdown.contains("## Drift"))
  }

  @Test("the number of workers does not change results")
  func workers() async throws {
    var shares: [[Int]] = []
    for workers in [1, 3] {
      let options = StudyOptions(runs: 30, workers: workers)
      let cell = try await TypeOneStudy.cell(4, options, horizon: 3000)
      let power = try await PowerStudy.cell(2, options)
      shares.append([cell.at05.hits, cell.naive.hits, power.power.hits, Int(power.pairs * 1000)])
    }
    #expect(shares[0] == shares[1])
  }

  @Test("broken promises are named")
  func broken() async throws {
    var study = try await EvidenceStudy(StudyOptions(runs: 4))
    study.typeOne[0].at05 = Proportion(hits: 500, count: 1000)
    study.gates?.replaysAgree = false
    #expect(
      study.broken.contains { $0.contains("type-I error 0.5") } && study.broken.contains { $0.contains("replay") })
  }

  @Test("wrong promotions of one cell are at most α beyond chance")
  func typeOne() async throws {
    let cell = try await TypeOneStudy.cell(4, StudyOptions(runs: 400), horizon: 4000)
    #expect(cell.at05.interval.lowerBound <= 0.05 && cell.at05.share > 0.002)
    #expect(cell.naive.share > 0.2)
  }
}
