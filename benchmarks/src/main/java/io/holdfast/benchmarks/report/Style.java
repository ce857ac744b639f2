package io.holdfast.benchmarks.report;

/** The look of the page: light and dark, on paper too. Names nothing outside of the page. */
final class Style {
  private Style() {}

  static final String CSS =
      """
      :root { color-scheme: light dark; --paper: #fff; --card: #f7f8fa; --ink: #16202e;
        --soft: #5b6676; --rule: #e2e6ec; --good: #0b7a4b; --good-back: #e3f5ec; --bad: #b42318;
        --bad-back: #fdeceb; --accent: #1d4ed8;
        --c1: #1d4ed8; --c2: #0e9384; --c3: #98a2b3; --c4: #7a5af8; --c5: #dc6803; --c6: #84adff;
        --c7: #53b1fd; --c8: #d0d5dd;
        --r1: #2c7fb8; --r2: #2f74b5; --r3: #3d66b0; --r4: #5056a8; --r5: #66449c; --r6: #7f318b;
        --r7: #9b1f76; --r8: #b5115c; --r9: #cb1a3d; }
      @media (prefers-color-scheme: dark) { :root { --paper: #0e141d; --card: #161e29;
        --ink: #e6ebf2; --soft: #94a1b3; --rule: #27313f; --good: #4ad295; --good-back: #10301f;
        --bad: #ff8a7d; --bad-back: #3a1815; --accent: #8ab0ff;
        --c1: #6d9bff; --c2: #2ed3b7; --c3: #667085; --c4: #a48afb; --c5: #fdb022; --c6: #2e4f9e;
        --c7: #1f6fb2; --c8: #3a4657;
        --r1: #67c4f4; --r2: #77b7f7; --r3: #8aa9f8; --r4: #9f9bf6; --r5: #b58cf0; --r6: #cb7ee4;
        --r7: #e071d1; --r8: #f26bb4; --r9: #ff7187; } }
      * { box-sizing: border-box; }
      body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.5;
        font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif; }
      main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 80px; }
      h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.02em; }
      h2 { font-size: 20px; margin: 56px 0 6px; letter-spacing: -0.01em; }
      h3 { font-size: 15px; margin: 28px 0 4px; }
      p { margin: 6px 0 14px; max-width: 78ch; color: var(--soft); }
      a { color: var(--accent); }
      small { color: var(--soft); font-size: 12px; white-space: nowrap; }
      .tiles { display: grid; gap: 14px; margin: 26px 0 8px;
        grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); }
      .tile { background: var(--card); border: 1px solid var(--rule); border-radius: 10px;
        padding: 16px 18px; display: flex; flex-direction: column; }
      .tile b { margin-top: auto; font-size: 30px; line-height: 1.15; letter-spacing: -0.02em;
        font-variant-numeric: tabular-nums; padding: 4px 0 2px; }
      .tile span { color: var(--soft); font-size: 13px; }
      .banner { border-radius: 8px; padding: 10px 14px; margin: 18px 0 0; font-weight: 600; }
      .banner.bad { background: var(--bad-back); color: var(--bad); }
      .banner.good { background: var(--good-back); color: var(--good); }
      .scroll { overflow-x: auto; margin: 10px 0 6px; }
      table { border-collapse: collapse; width: 100%; font-size: 14px;
        font-variant-numeric: tabular-nums; }
      th { text-align: left; font-weight: 600; font-size: 12.5px; color: var(--soft);
        border-bottom: 1px solid var(--rule); padding: 6px 10px; vertical-align: bottom; }
      td { border-bottom: 1px solid var(--rule); padding: 7px 10px; vertical-align: top; }
      th:first-child, td:first-child { padding-left: 0; }
      .n { text-align: right; white-space: nowrap; }
      td.n small { display: block; }
      td.good, td.bad { font-weight: 600; white-space: nowrap; }
      td.good { color: var(--good); } td.bad { color: var(--bad); }
      td.good::before { content: "● "; } td.bad::before { content: "▲ "; }
      svg { display: block; width: 100%; height: auto; margin: 12px 0 4px; font-size: 12px;
        fill: var(--ink); font-variant-numeric: tabular-nums; }
      svg .grid { stroke: var(--rule); } svg .tick { fill: var(--soft); }
      svg .axis { fill: var(--soft); } svg .middle { text-anchor: middle; }
      svg .end { text-anchor: end; } svg .name { font-size: 13px; } svg .value { font-size: 13px; }
      svg .line { fill: none; stroke: var(--c); stroke-width: 2; stroke-linejoin: round; }
      svg .dot { fill: var(--c); stroke: var(--paper); stroke-width: 1.5; }
      svg .bar { fill: var(--c); } svg .whisker { fill: none; stroke: var(--c); stroke-width: 1.5;
        opacity: 0.55; }
      svg .whisker.strong { stroke: var(--ink); opacity: 0.8; }
      svg .leader { stroke: var(--c); opacity: 0.35; } svg .label { fill: var(--c); }
      .bound { --c: var(--bad); } svg .line.bound { stroke-dasharray: 5 4; stroke-width: 1.5; }
      .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); }
      .c4 { --c: var(--c4); } .c5 { --c: var(--c5); } .c6 { --c: var(--c6); }
      .c7 { --c: var(--c7); } .c8 { --c: var(--c8); }
      .r1 { --c: var(--r1); } .r2 { --c: var(--r2); } .r3 { --c: var(--r3); }
      .r4 { --c: var(--r4); } .r5 { --c: var(--r5); } .r6 { --c: var(--r6); }
      .r7 { --c: var(--r7); } .r8 { --c: var(--r8); } .r9 { --c: var(--r9); }
      .key { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13px; color: var(--soft);
        margin: 8px 0 0; padding: 0; list-style: none; }
      .key li::before { content: ""; display: inline-block; width: 10px; height: 10px;
        border-radius: 2px; background: var(--c); margin-right: 6px; }
      dl { display: grid; grid-template-columns: minmax(150px, 240px) 1fr; gap: 0 18px;
        font-size: 14px; margin: 12px 0; }
      dt, dd { padding: 6px 0; border-bottom: 1px solid var(--rule); margin: 0; }
      dt { color: var(--soft); } dd { overflow-wrap: anywhere; }
      details { margin: 14px 0; } summary { cursor: pointer; font-weight: 600; }
      details table { font-size: 12.5px; }
      ul.notes { color: var(--soft); padding-left: 18px; } ul.notes li { margin: 3px 0; }
      @media (max-width: 640px) { main { padding: 24px 14px 60px; } h1 { font-size: 24px; }
        dl { grid-template-columns: 1fr; } dt { border: 0; padding-bottom: 0; }
        .picture { overflow-x: auto; } .picture svg { min-width: 640px; } }
      @media print { main { max-width: none; padding: 0; } h2 { break-after: avoid; }
        svg, table { break-inside: avoid; } }
      """;
}
