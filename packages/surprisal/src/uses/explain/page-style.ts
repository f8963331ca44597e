/**
 * The style of the page. Costs have ten steps of one hue; higher costs have more contrast with the background, so no two
 * steps differ by hue alone. Differences have two hues that remain distinct with colour blindness, blue and orange.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#666;--line:#ddd;--h:30}
@media(prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--soft:#999;--line:#333}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:0 1rem 3rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.35rem;margin:1rem 0 0;overflow-wrap:anywhere}h2{font-size:1rem;margin:1.5rem 0 0}p{margin:.2rem 0}
header p,section p{color:var(--soft)}
#curve{width:100%;max-height:11rem;cursor:crosshair;margin:.5rem 0}
#curve line{stroke:var(--line)}#curve text{font:10px system-ui;fill:var(--soft);text-anchor:end}
#curve polyline{fill:none;stroke-width:1.4}.c0{stroke:#b3540a}.c1{stroke:#2a6fbb}
#legend{display:flex;flex-wrap:wrap;gap:.25rem;align-items:center;font-size:.85rem}
#legend i{font-style:normal;padding:0 .5em;border-radius:3px}
#view{border:1px solid var(--line);border-radius:6px;padding:.75rem;max-height:75vh;overflow:auto;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;outline-offset:2px;position:relative}
#view i{font-style:normal;border-radius:2px}#view i.at{outline:2px solid currentColor}
#view canvas{image-rendering:pixelated;width:100%;max-width:48rem;display:block;cursor:crosshair}
.h0{background:none}
.h1{background:#fff3e2;color:#1b1b1b}.h2{background:#ffe4c0;color:#1b1b1b}.h3{background:#ffd198;color:#1b1b1b}
.h4{background:#fdb96b;color:#1b1b1b}.h5{background:#f59b3f;color:#1b1b1b}.h6{background:#e27c20;color:#000}
.h7{background:#b95c0e;color:#fff}.h8{background:#8a4107;color:#fff}.h9{background:#562703;color:#fff}
.d4{background:#e4effa;color:#1b1b1b}.d3{background:#b8d6f2;color:#1b1b1b}.d2{background:#7fb2e4;color:#1b1b1b}.d1{background:#3d83c8;color:#fff}.d0{background:#154a80;color:#fff}
.d6{background:#fff3e2;color:#1b1b1b}.d7{background:#ffd198;color:#1b1b1b}.d8{background:#f59b3f;color:#1b1b1b}.d9{background:#b95c0e;color:#fff}
@media(prefers-color-scheme:dark){
.h1{background:#2b2118;color:#eee}.h2{background:#3d2c18;color:#eee}.h3{background:#523818;color:#eee}.h4{background:#6b4616;color:#fff}
.h5{background:#875714;color:#fff}.h6{background:#a86b12;color:#fff}.h7{background:#cb8522;color:#000}.h8{background:#eaa644;color:#000}.h9{background:#ffd08a;color:#000}
.d4{background:#182c40;color:#eee}.d3{background:#1e4366;color:#fff}.d2{background:#2a5f93;color:#fff}.d1{background:#5a9bd8;color:#000}.d0{background:#a5cff5;color:#000}
.d6{background:#3d2c18;color:#eee}.d7{background:#6b4616;color:#fff}.d8{background:#a86b12;color:#fff}.d9{background:#ffd08a;color:#000}}
#tip{position:fixed;z-index:2;max-width:min(22rem,92vw);background:var(--paper);color:var(--ink);border:1px solid var(--soft);border-radius:6px;padding:.4rem .6rem;font-size:.85rem;box-shadow:0 2px 12px #0005;pointer-events:none}
#tip table{border-collapse:collapse;margin-top:.2rem}#tip td{padding:0 .5em 0 0;font-family:ui-monospace,monospace}#tip meter{width:6rem}
ol{padding-left:1.4rem;margin:.4rem 0}li{margin:.15rem 0}a{color:inherit;text-decoration:none}a:hover q{text-decoration:underline}
q{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}
@media(min-width:60rem){aside{display:grid;grid-template-columns:1fr 1fr;gap:2rem}}
`;
