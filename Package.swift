// swift-tools-version: 6.2
import PackageDescription

let pure: [SwiftSetting] = [.strictMemorySafety()]

let package = Package(
  name: "steelyard",
  platforms: [.macOS("26.0")],
  products: [
    .executable(name: "steelyard", targets: ["steelyard"]),
    .library(name: "SteelyardCore", targets: ["Catalog", "Policy", "Assessment", "Economics", "Routing", "Dialects"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "Defaults", exclude: ["files"]),
    .target(name: "StrictYAML", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: pure),
    .target(name: "Catalog", dependencies: ["StrictYAML"], swiftSettings: pure),
    .target(name: "Patterns", swiftSettings: pure),
    .target(name: "Policy", dependencies: ["Catalog", "Patterns", "StrictYAML"], swiftSettings: pure),
    .target(
      name: "Assessment", dependencies: ["StrictYAML", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: pure),
    .target(name: "Learning", swiftSettings: pure),
    // Debug builds of the kernels would take minutes for what takes seconds, and tests are debug builds.
    .target(name: "CEncoderKernels", cSettings: [.unsafeFlags(["-O3"], .when(configuration: .debug))]),
    .target(
      name: "Encoder", dependencies: ["CEncoderKernels", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "AssessmentTraining", dependencies: ["Assessment", "Learning"], swiftSettings: pure),
    .target(name: "RoutingQuality", dependencies: ["Learning"], swiftSettings: pure),
    // Unoptimised refits would take minutes for what takes a second, and tests are debug builds.
    .target(
      name: "Frontier", dependencies: ["Learning"],
      swiftSettings: pure + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(name: "Charts", swiftSettings: pure),
    .target(
      name: "Economics", dependencies: ["Catalog", "Frontier", "Learning", "Policy", "StrictYAML"],
      swiftSettings: pure),
    // Unoptimised futures would take minutes for what takes a second, and tests are debug builds.
    .target(
      name: "Futures", dependencies: ["Frontier", "Learning"],
      swiftSettings: pure + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "UsageLogs", dependencies: ["Catalog", "CZlib", "CZstd"]),
    .target(
      name: "Audit", dependencies: ["Catalog", "Economics", "Policy", "StrictYAML", "UsageLogs"], swiftSettings: pure),
    .target(
      name: "Routing", dependencies: ["Catalog", "Policy", "Assessment", "Economics"], swiftSettings: pure),
    .target(name: "Dialects", swiftSettings: pure),
    // Unoptimised simulations would take minutes for what takes seconds, and tests are debug builds.
    .target(
      name: "Evidence", dependencies: ["Learning"],
      swiftSettings: pure + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(
      name: "EvidenceStudy", dependencies: ["Evidence", "Learning"],
      swiftSettings: pure + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    .target(name: "Scoring", dependencies: ["Dialects", "Learning", "Patterns"], swiftSettings: pure),
    .target(
      name: "Ledger",
      dependencies: [
        "Catalog", "Economics",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(name: "HTTP1", dependencies: [.product(name: "NIOCore", package: "swift-nio")], swiftSettings: pure),
    .target(
      name: "Gateway",
      dependencies: [
        "Assessment", "CMalloc", "Catalog", "Defaults", "Dialects", "Economics", "Encoder", "Evidence", "Frontier",
        "HTTP1",
        "Ledger",
        "Patterns", "Policy", "Routing", "Scoring", "StrictYAML",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]),
    .target(
      name: "Simulator",
      dependencies: [
        "Dialects",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .target(
      name: "GateTrial",
      dependencies: [
        "Evidence", "EvidenceStudy", "Gateway", "Learning", "Ledger", "Simulator",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .executableTarget(
      name: "steelyard",
      dependencies: [
        "Assessment", "AssessmentTraining", "Audit", "Catalog", "Charts", "Defaults", "Dialects", "Economics",
        "Encoder", "Evidence", "EvidenceStudy", "Frontier", "Futures", "GateTrial", "Gateway", "Ledger", "Policy",
        "Routing",
        "RoutingQuality", "Scoring", "Simulator", "StrictYAML", "UsageLogs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .testTarget(name: "StrictYAMLTests", dependencies: ["StrictYAML"]),
    .testTarget(name: "CatalogTests", dependencies: ["Catalog", "StrictYAML"]),
    .testTarget(name: "PatternsTests", dependencies: ["Patterns"]),
    .testTarget(name: "PolicyTests", dependencies: ["Catalog", "Patterns", "Policy", "StrictYAML"]),
    .testTarget(name: "AssessmentTests", dependencies: ["Assessment", "StrictYAML"]),
    .testTarget(
      name: "EconomicsTests", dependencies: ["Catalog", "Economics", "Frontier", "Policy", "StrictYAML"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "EncoderTests",
      dependencies: ["CEncoderKernels", "Encoder", "TestFiles", .product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(name: "FrontierTests", dependencies: ["Frontier", "Learning"]),
    .testTarget(
      name: "UsageLogsTests", dependencies: ["CZlib", "CZstd", "Catalog", "TestFiles", "UsageLogs"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AuditTests", dependencies: ["Audit", "Catalog", "Economics", "Policy", "StrictYAML", "UsageLogs"]),
    .testTarget(name: "FuturesTests", dependencies: ["Frontier", "Futures", "Learning"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
    .testTarget(name: "LearningTests", dependencies: ["Learning"]),
    .testTarget(name: "RoutingQualityTests", dependencies: ["Learning", "RoutingQuality", "TestFiles"]),
    .testTarget(
      name: "AssessmentTrainingTests",
      dependencies: ["Assessment", "AssessmentTraining", "Learning", "StrictYAML", "TestFiles"]),
    .testTarget(name: "RoutingTests", dependencies: ["Assessment", "Catalog", "Economics", "Policy", "Routing"]),
    .testTarget(name: "DialectsTests", dependencies: ["Dialects"]),
    .testTarget(name: "EvidenceTests", dependencies: ["Evidence", "EvidenceStudy", "Learning"]),
    .testTarget(name: "ScoringTests", dependencies: ["Dialects", "Learning", "Patterns", "Scoring"]),
    .target(name: "TestFiles", path: "Tests/TestFiles"),
    .target(
      name: "FuzzTargets", dependencies: ["Dialects", "HTTP1", .product(name: "NIOCore", package: "swift-nio")],
      path: "Tests/Fuzz/Targets"),
    .executableTarget(name: "fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Command"),
    .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"]),
    .executableTarget(name: "LedgerCrashChild", dependencies: ["Catalog", "Ledger"], path: "Tests/LedgerCrashChild"),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Catalog", "Economics", "Ledger", "LedgerCrashChild", "TestFiles",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "SimulatorTests",
      dependencies: [
        "Simulator",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .testTarget(
      name: "HTTP1Tests",
      dependencies: [
        "HTTP1",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ]),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Assessment", "Catalog", "Dialects", "Evidence", "Gateway", "HTTP1", "Ledger", "Policy", "Routing", "Scoring",
        "Simulator", "StrictYAML", "TestFiles",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Catalog", "Evidence", "Gateway", "Ledger", "Policy", "Routing", "Simulator", "TestFiles", "steelyard",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]
for target in package.targets
where target.type != .system && !["CEncoderKernels", "Defaults"].contains(target.name) {
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
