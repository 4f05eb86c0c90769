import ArgumentParser

/// `steelyard catalog`: what exists, who serves it, and at what price.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Shows models, who serves them and at what dated price, each figure with its source.",
    subcommands: [
      CatalogListCommand.self, CatalogShowCommand.self, CatalogPriceCommand.self, CatalogCheckCommand.self,
      CatalogImportCommand.self,
    ],
    defaultSubcommand: CatalogListCommand.self)
}
