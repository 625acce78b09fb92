"""The style sheet of `report.html`, scoped by the class ``beritanlp``.

Kinds of quotes differ in the line under them as well as in colour; text on its background has a
contrast of at least 4.5 to 1 (WCAG 2.2, level AA) in the light and in the dark palette.
"""

from __future__ import annotations

__all__ = ["PAGE_STYLE", "STYLE"]

_LIGHT = """
--bn-bg:#fff;--bn-fg:#1c1e21;--bn-dim:#5b6169;--bn-line:#dcdfe4;--bn-soft:#f4f5f7;
--bn-direct:#dbe9ff;--bn-direct-line:#1f5fbf;--bn-indirect:#fbefc4;--bn-indirect-line:#8a6200;
--bn-mixed:#ecdffb;--bn-mixed-line:#7438b8;--bn-cue:#a3223f;--bn-inst:#0b6b57;--bn-link:#1f5fbf;
"""
_DARK = """
--bn-bg:#16181c;--bn-fg:#e6e8eb;--bn-dim:#a2a9b3;--bn-line:#343942;--bn-soft:#1f2228;
--bn-direct:#1d3557;--bn-direct-line:#8ab8ff;--bn-indirect:#403410;--bn-indirect-line:#e8c252;
--bn-mixed:#3a2757;--bn-mixed-line:#c9a2ff;--bn-cue:#ff9bb0;--bn-inst:#5fd3b8;--bn-link:#8ab8ff;
"""
# a notebook says itself whether it is dark; elsewhere the reader's system does
STYLE = (
    f".beritanlp{{color-scheme:light;{_LIGHT}}}"
    f"@media(prefers-color-scheme:dark){{.beritanlp{{color-scheme:dark;{_DARK}}}}}"
    f'[data-jp-theme-light="true"] .beritanlp,.vscode-light .beritanlp'
    f"{{color-scheme:light;{_LIGHT}}}"
    f'[data-jp-theme-light="false"] .beritanlp,.vscode-dark .beritanlp'
    f"{{color-scheme:dark;{_DARK}}}"
    """
.beritanlp{container-type:inline-size;color:var(--bn-fg);text-align:left;
font:15px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.beritanlp *{box-sizing:border-box}
.beritanlp .bn-card{background:var(--bn-bg);color:var(--bn-fg);border:1px solid var(--bn-line);
border-radius:10px;padding:20px 24px;overflow-wrap:anywhere}
.beritanlp .bn-title{font-size:1.45em;font-weight:700;line-height:1.25;text-wrap:balance}
.beritanlp .bn-facts{color:var(--bn-dim);font-size:.9em;margin-top:4px}
.beritanlp .bn-head{padding-bottom:12px;border-bottom:1px solid var(--bn-line)}
.beritanlp .bn-columns{display:grid;grid-template-columns:minmax(0,1fr);gap:8px 36px}
.beritanlp .bn-legend,.beritanlp .bn-none{font-size:.82em;margin:12px 0 0;color:var(--bn-dim);
display:flex;flex-wrap:wrap;gap:4px 14px}
.beritanlp .bn-legend>span{cursor:help;color:var(--bn-fg)}
.beritanlp .bn-legend .bn-q{padding:0 .5em}
.beritanlp .bn-legend .bn-cue{color:var(--bn-cue)}
.beritanlp .bn-legend .bn-inst{color:var(--bn-inst)}
.beritanlp .bn-text{max-width:44em}
.beritanlp .bn-text p{white-space:pre-wrap;margin:.8em 0;font-size:1.02em;line-height:1.8}
.beritanlp .bn-text p.bn-headline{font-size:1.2em;font-weight:650;line-height:1.5}
.beritanlp .bn-text p.bn-byline,.beritanlp .bn-dateline{color:var(--bn-dim)}
.beritanlp .bn-dateline{font-size:.92em;letter-spacing:.02em}
.beritanlp .bn-q{padding:.1em 0;border-radius:2px;border-bottom:1.5px solid;
-webkit-box-decoration-break:clone;box-decoration-break:clone}
.beritanlp .bn-direct{background:var(--bn-direct);border-color:var(--bn-direct-line)}
.beritanlp .bn-indirect{background:var(--bn-indirect);border-bottom-style:dashed;
border-color:var(--bn-indirect-line)}
.beritanlp .bn-mixed{background:var(--bn-mixed);border-bottom-style:double;border-bottom-width:3px;
border-color:var(--bn-mixed-line)}
.beritanlp .bn-q[data-n]::before{content:attr(data-n);font-size:.68em;font-weight:700;
vertical-align:.35em;margin-right:.3em;padding:0 .38em;border-radius:.7em;color:var(--bn-bg)}
.beritanlp .bn-direct[data-n]::before{background:var(--bn-direct-line)}
.beritanlp .bn-indirect[data-n]::before{background:var(--bn-indirect-line)}
.beritanlp .bn-mixed[data-n]::before{background:var(--bn-mixed-line)}
.beritanlp .bn-q:target{outline:2px solid var(--bn-link);outline-offset:2px}
.beritanlp .bn-cue{color:var(--bn-cue);font-style:italic}
.beritanlp .bn-mention{font-weight:700}
.beritanlp .bn-inst{color:var(--bn-inst);text-decoration:underline dotted 1.5px;
text-underline-offset:.14em}
.beritanlp .bn-chrome,.beritanlp .bn-inline-chrome{color:var(--bn-dim);font-size:.86em}
.beritanlp .bn-inline-chrome{font-style:italic}
.beritanlp .bn-text p.bn-chrome,.beritanlp details.bn-chrome{border-left:3px solid var(--bn-line);
padding-left:10px;margin:.8em 0;line-height:1.5}
.beritanlp .bn-text p.bn-chrome{font-size:.86em}
.beritanlp details.bn-chrome p{font-size:1em;line-height:1.5}
.beritanlp summary{cursor:pointer}
.beritanlp section{margin-top:20px}
.beritanlp .bn-h{font-weight:700;font-size:.8em;letter-spacing:.07em;text-transform:uppercase;
color:var(--bn-dim)}
.beritanlp table{border-collapse:collapse;width:100%;margin:4px 0 0;font-size:.92em;border:0;
color:inherit;background:none}
.beritanlp tr,.beritanlp tbody tr:nth-child(odd),.beritanlp tbody tr:nth-child(even),
.beritanlp tbody tr:hover{background:none}
.beritanlp th,.beritanlp td{padding:7px 8px;border:0;border-top:1px solid var(--bn-line);
text-align:left;vertical-align:top;white-space:normal;max-width:none;line-height:1.45}
.beritanlp th:first-child,.beritanlp td:first-child{padding-left:0}
.beritanlp th:last-child,.beritanlp td:last-child{padding-right:0}
.beritanlp th{border-top:0;font-weight:400;font-size:.85em;color:var(--bn-dim);padding:0 8px 3px}
.beritanlp th.bn-n,.beritanlp td.bn-n{text-align:right;font-variant-numeric:tabular-nums;
white-space:nowrap;width:1%}
.beritanlp .bn-name{font-weight:600}
.beritanlp .bn-role{display:block;color:var(--bn-dim);font-size:.9em}
.beritanlp .bn-dim{color:var(--bn-dim)}
.beritanlp .bn-tag{font-size:.8em;font-weight:400;color:var(--bn-dim);
border:1px solid var(--bn-line);border-radius:4px;padding:0 .4em;white-space:nowrap}
.beritanlp .bn-bar{display:block;height:4px;border-radius:2px;background:var(--bn-soft);
margin:4px 0 3px}
.beritanlp .bn-bar span{display:block;height:4px;min-width:2px;border-radius:2px;
background:var(--bn-link)}
.beritanlp .bn-terms{list-style:none;display:flex;flex-wrap:wrap;gap:5px;padding:0;margin:8px 0 0}
.beritanlp .bn-terms li{background:var(--bn-soft);border:1px solid var(--bn-line);
border-radius:12px;padding:0 .7em;font-size:.85em;margin:0}
.beritanlp .bn-kind{padding:.05em .5em;font-size:.88em;white-space:nowrap}
.beritanlp a{color:var(--bn-link)}
.beritanlp .bn-quotes .bn-no{width:2.2em;text-align:right;font-variant-numeric:tabular-nums;
padding-left:0}
.beritanlp .bn-quotes .bn-source{width:30%}
.beritanlp .bn-thirds{display:grid;gap:0 32px;
grid-template-columns:repeat(auto-fit,minmax(min(100%,17em),1fr))}
.beritanlp .bn-article{margin-top:14px}
.beritanlp .bn-article>summary{font-weight:600;padding:6px 2px}
@container(min-width:58rem){.beritanlp .bn-columns{grid-template-columns:minmax(0,1fr) 21rem}}
@container(max-width:38rem){
.beritanlp .bn-card{padding:14px 14px}
.beritanlp .bn-quotes thead{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
.beritanlp .bn-quotes tbody,.beritanlp .bn-quotes tr,.beritanlp .bn-quotes td{display:block}
.beritanlp .bn-quotes tr{border-top:1px solid var(--bn-line);padding:9px 0 9px 2.2em;
position:relative}
.beritanlp .bn-quotes td{border:0;padding:1px 0;width:auto}
.beritanlp .bn-quotes td.bn-no{position:absolute;left:0;top:9px;width:1.7em}
.beritanlp .bn-quotes .bn-source{width:auto}}
"""
)
PAGE_STYLE = """
html{background:#fff}@media(prefers-color-scheme:dark){html{background:#0e1013}}
body{margin:0 auto;max-width:78rem;padding:clamp(8px,2vw,28px)}
@media print{.beritanlp .bn-card{border:0;padding:0}.beritanlp details.bn-chrome{display:none}}
"""
