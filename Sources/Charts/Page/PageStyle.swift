/// The style sheet of a page, with the colours of the charts.
enum PageStyle {
  /// The rules; they hold neither `<` nor `&`, so that they read the same in XML and in HTML.
  static let text: String = {
    let inks: [Ink] = [.surface, .text, .muted, .grid, .axis, .hue(.blue)]
    let light = inks.map { "--\($0.name):\($0.light)" }.joined(separator: ";")
    let dark = inks.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    return """

      :root{color-scheme:light dark;\(light);--wash:#f5f7f9}
      @media (prefers-color-scheme: dark){:root{\(dark);--wash:#1c2026}}
      \(rules)
      @media print{:root{color-scheme:light;\(light);--wash:#f5f7f9}\(print)}

      """
  }()

  private static let rules = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--surface);color:var(--text);font:1rem/1.6 \(ChartStyle.fonts);\
    -webkit-text-size-adjust:100%}
    main{max-width:54rem;margin:0 auto;padding:3rem 1.25rem 2rem}
    h1{font-size:clamp(1.6rem,4vw,2.2rem);line-height:1.2;letter-spacing:-.015em;margin:0 0 .8rem;text-wrap:balance}
    h2{font-size:1.3rem;line-height:1.3;letter-spacing:-.01em;margin:3rem 0 .7rem;text-wrap:balance}
    p,ul{margin:0 0 1rem;max-width:44rem;overflow-wrap:break-word}
    ul{padding-left:1.3rem}
    li{margin:.25rem 0}
    .lead{font-size:1.15rem;line-height:1.55;color:var(--muted)}
    .note{border-left:3px solid var(--blue);background:var(--wash);padding:.7rem 1rem;border-radius:0 .4rem .4rem 0;\
    font-size:.94rem}
    figure{margin:1.5rem 0;border:1px solid var(--grid);border-radius:.6rem;overflow:hidden}
    .picture{overflow-x:auto}
    .picture svg{display:block;width:100%;height:auto;min-width:34rem}
    details{border-top:1px solid var(--grid);font-size:.9rem}
    summary{cursor:pointer;padding:.55rem 1.1rem;color:var(--muted)}
    summary:hover{color:var(--text)}
    summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--blue);outline-offset:-2px}
    .scroll{overflow-x:auto;margin:0 0 1.2rem}
    details .scroll{max-height:24rem;overflow-y:auto;margin:0;padding:0 1.1rem 1rem}
    table{border-collapse:collapse;font-size:.9rem;line-height:1.4;font-variant-numeric:tabular-nums;min-width:100%}
    caption{text-align:left;color:var(--muted);padding:.3rem 0 .5rem}
    th,td{text-align:left;padding:.4rem 1.2rem .4rem 0;border-bottom:1px solid var(--grid);vertical-align:top}
    th:last-child,td:last-child{padding-right:0}
    td.short{white-space:nowrap}
    th{font-weight:600;border-bottom-color:var(--axis);vertical-align:bottom}
    .number{text-align:right;white-space:nowrap}
    th.number{white-space:normal}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.8rem;margin:1.4rem 0}
    .figure{background:var(--wash);border-radius:.6rem;padding:.9rem 1.1rem}
    .figure p{margin:0}
    .value{font-size:1.7rem;font-weight:650;line-height:1.25;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
    .label{line-height:1.4}
    .detail{font-size:.85rem;color:var(--muted);line-height:1.45;padding-top:.2rem}
    footer{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--grid);font-size:.85rem;color:var(--muted)}
    footer p{margin:0 0 .35rem}
    """

  private static let print = """
    @page{margin:16mm}body{font-size:10.5pt}main{max-width:none;padding:0}h2{margin-top:1.6rem;break-after:avoid}\
    figure,tr,.note,.figure{break-inside:avoid}.picture svg{min-width:0}details{display:none}.scroll{overflow:visible}
    """
}
