import Drawing

/// How a page looks: on a screen, light or dark, on a phone, and on paper. It has the colours of the figures; on a dark
/// page their lighter relatives.
enum PageStyle {
    static let sheet = HTML.colours + rules

    private static let rules = HTML(
        markup: """

            :root {
              --holds: #00664a; --open: var(--quiet); --more: rgb(0 0 0 / .3); --none: rgb(255 255 255 / 0);
            }
            @media screen and (prefers-color-scheme: dark) {
              :root { --holds: #4fd0a5; --more: rgb(255 255 255 / .4); --none: rgb(22 24 27 / 0); }
            }
            *, *::before, *::after { box-sizing: border-box; }
            html { -webkit-text-size-adjust: 100%; scroll-padding-top: 5rem; }
            body {
              margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink);
              font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif;
              overflow-wrap: anywhere;
            }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
            h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: .6rem; border-top: 1px solid var(--line); }
            h3 { font-size: 1.02rem; margin: 1.6rem 0 .5rem; }
            p, ul, dl, .wide { margin: .5rem 0 .9rem; }
            p, ul { max-width: 50rem; }
            a { color: var(--link); }
            nav ul { list-style: none; padding: 0; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; }
            .quiet, figcaption, .key { color: var(--quiet); font-size: .88rem; }
            .unseen {
              position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
            }
            code, pre { font: .86rem/1.45 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; }
            pre { white-space: pre-wrap; background: var(--shade); padding: .7rem .9rem; margin: .5rem 0; }
            /* A shadow at each edge behind which the table goes on: the first two move with it and cover the others. */
            .wide {
              overflow-x: auto;
              background:
                linear-gradient(90deg, var(--paper) 40%, var(--none)) left / 2.4rem 100% no-repeat local,
                linear-gradient(270deg, var(--paper) 40%, var(--none)) right / 2.4rem 100% no-repeat local,
                linear-gradient(90deg, var(--more), var(--none)) left / .9rem 100% no-repeat scroll,
                linear-gradient(270deg, var(--more), var(--none)) right / .9rem 100% no-repeat scroll;
            }
            table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .32rem .9rem .32rem 0; vertical-align: top; overflow-wrap: normal; }
            thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
            tbody th, tbody td { border-bottom: 1px solid var(--grid); }
            tbody th { font-weight: 600; white-space: nowrap; }
            td { min-width: 4.5rem; }
            dl { display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); gap: .2rem 1.2rem; }
            dt { color: var(--quiet); }
            dd { margin: 0; }
            details { margin: .6rem 0; }
            summary { cursor: pointer; padding: .2rem 0; }
            .claim { border-left: 4px solid var(--open); padding: .1rem 0 .1rem 1rem; margin: 1rem 0 1.4rem; }
            .claim h3 { margin: 0 0 .3rem; }
            .claim p { margin: .25rem 0; }
            .verdict { font-weight: 700; color: var(--open); }
            .claim.holds { border-color: var(--holds); } .claim.holds .verdict { color: var(--holds); }
            .claim.fails { border-color: var(--fails); } .claim.fails .verdict { color: var(--fails); }
            .grid { display: grid; gap: 1.4rem 1.6rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); }
            figure { margin: 0; min-width: 0; }
            figure > h3 { margin-top: .4rem; }
            .chart { display: block; width: 100%; height: auto; max-width: 34rem; }
            .chart text { fill: var(--ink); font: 11px system-ui, "Liberation Sans", Arial, sans-serif; }
            .chart .note { fill: var(--quiet); font-size: 10px; }
            .chart .grid-line { stroke: var(--grid); stroke-width: 1; }
            .chart .axis { stroke: var(--quiet); stroke-width: 1; fill: none; }
            .chart .mark { stroke: var(--quiet); stroke-width: 1; stroke-dasharray: 4 3; }
            .curve { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
            .curve.faint { stroke-width: 1; opacity: .3; }
            .band { stroke: none; opacity: .2; }
            .s0 { stroke: var(--c0); } .s1 { stroke: var(--c1); } .s2 { stroke: var(--c2); }
            .s3 { stroke: var(--c3); } .s4 { stroke: var(--c4); } .s5 { stroke: var(--c5); } .sq { stroke: var(--quiet); }
            .f0 { fill: var(--c0); } .f1 { fill: var(--c1); } .f2 { fill: var(--c2); }
            .f3 { fill: var(--c3); } .f4 { fill: var(--c4); } .f5 { fill: var(--c5); } .fq { fill: var(--quiet); }
            .key ul { list-style: none; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; padding: 0; margin: .3rem 0; }
            .key svg { width: 1.7rem; height: .7rem; margin-right: .4rem; vertical-align: middle; }
            .slider { display: none; }
            .moving .slider {
              display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1rem; position: sticky; top: 0; z-index: 1;
              background: var(--paper); padding: .6rem 0; border-bottom: 1px solid var(--line); margin-bottom: 1rem;
            }
            .slider input { flex: 1 1 10rem; max-width: 30rem; min-width: 0; accent-color: var(--c0); }
            .slider output { min-width: 7rem; font-variant-numeric: tabular-nums; }
            .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; margin: .4rem 0; }
            .pair h4 { font-size: .85rem; font-weight: 600; margin: 0 0 .25rem; }
            .moments {
              list-style: none; margin: 0; padding: 0; max-width: none; display: grid; gap: .3rem;
              grid-template-columns: repeat(auto-fill, minmax(4rem, 1fr)); font-size: .78rem; color: var(--quiet);
            }
            .moving .moments { display: block; }
            .moving .moments > li { display: none; }
            .moving .moments > li.now { display: block; }
            .picture { position: relative; border: 1px solid var(--line); line-height: 0; }
            .picture img { width: 100%; height: auto; display: block; }
            .picture svg { position: absolute; inset: 0; width: 100%; height: 100%; }
            .zero { fill: none; stroke: #111111; stroke-width: 1.4; vector-effect: non-scaling-stroke; }
            .mode { fill: #111111; stroke: #ffffff; stroke-width: 1; vector-effect: non-scaling-stroke; }
            .picture.curves { aspect-ratio: 1; }
            .line-data { fill: var(--data); fill-opacity: .45; stroke: none; }
            .line-samples { fill: none; stroke: var(--samples); stroke-width: 1.6; vector-effect: non-scaling-stroke; }
            .line-score { fill: none; stroke: var(--c0); stroke-width: 1.8; vector-effect: non-scaling-stroke; }
            .line-zero { fill: none; stroke: var(--quiet); stroke-dasharray: 4 4; vector-effect: non-scaling-stroke; }
            .key i { display: inline-block; width: 1.4rem; height: .25rem; margin-right: .4rem; vertical-align: middle; }
            .key .line-data { background: var(--data); opacity: .6; } .key .line-samples { background: var(--samples); }
            .key .line-score { background: var(--c0); }
            .none { border: 1px dashed var(--line); padding: .6rem; color: var(--quiet); font-size: .84rem; margin: 0; }
            .scale { display: flex; align-items: center; gap: .5rem; font-size: .82rem; color: var(--quiet); flex-wrap: wrap; }
            .scale b { font-weight: 600; min-width: 3.6rem; }
            .scale i { display: inline-block; width: 7rem; max-width: 40vw; height: .7rem; border: 1px solid var(--line); }
            .scale .density { background: var(--densities); }
            .scale .scores { background: var(--scores); }
            .legend { display: flex; flex-wrap: wrap; gap: .6rem 1.6rem; align-items: end; margin: .6rem 0 1.2rem; }
            .legend > div { flex: 0 1 34rem; }
            .legend > .target { flex: 0 0 9rem; }
            .legend h4 { font-size: .85rem; font-weight: 600; margin: 0 0 .25rem; }
            .single { max-width: 44rem; }
            @media (max-width: 30rem) {
              h1 { font-size: 1.4rem; }
              dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
              dd { margin-bottom: .5rem; }
            }
            @media print {
              :root {
                --ink: #000000; --quiet: #444444; --line: #bbbbbb; --grid: #dddddd; --shade: #ffffff;
                --link: #000000; --holds: #00664a;
              }
              body { max-width: none; padding: 0; font-size: 10pt; }
              nav, .moving .slider { display: none; }
              figure, .claim, tr { break-inside: avoid; }
              h2, h3 { break-after: avoid; }
              .wide { overflow: visible; background: none; }
              details::details-content { content-visibility: visible; }
              .moving .moments { display: grid; }
              .moving .moments > li, .moving .moments > li.now { display: block; }
              * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
            }

            """)
}
