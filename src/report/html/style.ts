/** Colours have a contrast of at least 4.5 to 1 for text and 3 to 1 for shapes, on light and on dark ground. */
const COLOURS = `
:root { color-scheme: light dark; --ground: #ffffff; --raised: #f6f8fa; --text: #1f2328; --quiet: #59636e; --line: #d1d9e0;
  --link: #0969da; --good: #1a7f37; --bad: #cf222e; --middling: #9a6700; --kit: #0969da; --other: #8250df; --rest: #8c959f; --trouble: #cf222e;
  --shade: #cf222e1c; --shade-mild: #9a67001f }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0d1117; --raised: #151b23; --text: #e6edf3; --quiet: #9ea7b3; --line: #3d444d; --link: #6cb0ff; --good: #3fb950;
    --bad: #ff7b72; --middling: #d29922; --kit: #4493f8; --other: #b78aff; --rest: #6e7681; --trouble: #ff7b72; --shade: #ff7b7233; --shade-mild: #d2992233 }
}`;

const PAGE = `
* { box-sizing: border-box }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 940px; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; overflow-wrap: break-word }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 8px }
h2 { font-size: 1.45rem; line-height: 1.3; margin: 0 0 4px }
h3 { font-size: 1.15rem; margin: 36px 0 8px }
h4 { font-size: 1rem; margin: 0 }
p { margin: 0 0 10px }
a { color: var(--link) }
code { font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
pre { margin: 0; padding: 12px; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px }
.skip { position: absolute; left: -9999px }
.skip:focus { position: static }
.quiet { color: var(--quiet); font-size: 0.9rem }
.good { color: var(--good) } .bad { color: var(--bad) } .middling { color: var(--middling) }
footer, section { border-top: 1px solid var(--line); margin-top: 40px; padding-top: 32px }
nav { margin-top: 28px }
.verdict { font-size: 1.1rem; font-weight: 600; margin: 0 0 14px }
ul { margin: 0 0 10px; padding-left: 22px }
li { margin-bottom: 4px }`;

const PIECES = `
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(240px, 1fr)); gap: 10px; margin: 16px 0; padding: 0 }
.numbers div { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px }
.numbers dt { color: var(--quiet); font-size: 0.85rem }
.numbers dd { margin: 0; font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums }
.numbers dd small { display: block; color: var(--quiet); font-size: 0.8rem; font-weight: 400 }
.answers { display: grid; grid-template-columns: max-content 1fr; gap: 8px 18px; margin: 14px 0 }
.answers dt { font-weight: 600 }
.answers dd { margin: 0 }
.change { border: 1px solid var(--line); border-left: 5px solid var(--bad); border-radius: 8px; background: var(--raised); padding: 14px 16px; margin: 16px 0 }
.change h3 { margin-top: 0 }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums }
caption { text-align: left; color: var(--quiet); padding: 4px 0 }
th, td { text-align: right; padding: 5px 10px; border-bottom: 1px solid var(--line); vertical-align: top }
th:first-child { text-align: left; font-weight: 400; padding-left: 0 }
thead th, thead th:first-child { font-weight: 600; white-space: nowrap }
.words td { text-align: left }
details { margin: 4px 0 }
details .scroll { max-height: 340px; overflow-y: auto }
summary { cursor: pointer; color: var(--link); font-size: 0.9rem; padding: 3px 0 }`;

const CHARTS = `
figure, .uneventful { margin: 22px 0 }
figcaption p { color: var(--quiet); font-size: 0.9rem; margin: 0 0 4px }
.plot { display: block; overflow: visible }
.plot text { font: 12px system-ui, sans-serif; fill: var(--quiet) }
.plot .middle { text-anchor: middle } .plot .last { text-anchor: end }
.grid { stroke: var(--line); stroke-width: 1 }
.limit { stroke: var(--trouble); stroke-width: 1.5; stroke-dasharray: 6 4 }
.plot .limit-label { fill: var(--trouble) }
.shade { fill: var(--shade) } .shade.brown-out, .shade.rate-limit { fill: var(--shade-mild) }
.plot .shade-label { fill: var(--text) }
.area, .line { vector-effect: non-scaling-stroke }
.area { fill-opacity: 0.75; stroke-width: 1 }
.line { fill: none; stroke-width: 2.5 }
.area.kit { fill: var(--kit); stroke: var(--kit) } .area.other { fill: var(--other); stroke: var(--other) } .area.trouble { fill: var(--trouble); stroke: var(--trouble) }
.line.kit { stroke: var(--kit) } .line.other { stroke: var(--other) } .line.trouble { stroke: var(--trouble) }
.key.kit { background: var(--kit) } .key.other { background: var(--other) } .key.trouble { background: var(--trouble) } .key.rest { background: var(--rest) }
.keys { font-size: 0.85rem; color: var(--quiet); margin-right: 14px }
.area.rest { fill: var(--rest); stroke: var(--rest); fill-opacity: 1 }
.bar.kit { fill: var(--kit) } .bar.trouble { fill: var(--trouble) }
.cursor { stroke: var(--text); stroke-width: 1.5 }
.key { display: inline-block; background: var(--line); width: 10px; height: 10px; border-radius: 2px; margin-right: 5px }
.reader { position: sticky; top: 0; z-index: 1; background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; margin: 12px 0 }
.reader label { display: flex; gap: 12px; align-items: center; flex-wrap: wrap; font-weight: 600 }
.reader input { flex: 1 1 180px; min-width: 0; accent-color: var(--kit) }
.reader output { display: block; font-size: 0.9rem; font-variant-numeric: tabular-nums }
@media (max-width: 520px) { thead th, thead th:first-child { white-space: normal } body { padding: 16px 12px 48px } th, td { padding: 5px 6px } h1 { font-size: 1.4rem } .numbers { grid-template-columns: 1fr 1fr } .answers { grid-template-columns: 1fr; gap: 2px } .answers dd { margin-bottom: 10px } }
@media print { .reader, .skip { display: none } details > * { display: block } section { break-before: page } }`;

export const STYLE = `${COLOURS}${PAGE}${PIECES}${CHARTS}\n`;
