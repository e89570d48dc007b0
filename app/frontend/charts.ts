// Charts of the tables beside them. A table is the truth and whole without us; we read its cells and draw them once more.
//
// <figure data-chart="bar|across|stacked|line|heatmap|sankey"> holds a [data-chart-plot] and a table. A <th scope="col" data-series>
// is a series, the first cell of a row its name, and data-value of a cell its number: a cell without one is a gap, never
// zero. A heatmap has a row a line and a series a column. A sankey has rows of from, to and one number.
import { BarChart, HeatmapChart, LineChart, SankeyChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type ECharts } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, HeatmapChart, LineChart, SankeyChart]);
use([AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

type Column = { name: string; at: number };
type Line = { name: string; short: string; cells: HTMLTableCellElement[] };
type Read = { columns: Column[]; lines: Line[]; unit: string };

// Okabe and Ito's colours, which people with any colour vision can tell apart; the darkest first.
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
const MARKERS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle"];
const DASHES = ["solid", "dashed", "dotted", [12, 3, 2, 3]] as const;
const SCALE = ["#eaf3fa", "#8fc1e3", "#2b83c0", "#0b3c66"]; // from light to dark, in one hue
const INK = "#333333";
const RULE = "#d9d9d9";
const PLAIN = "#767676";

const words = (cell: HTMLElement): string => cell.textContent?.trim().replace(/\s+/g, " ") ?? "";
const numbers = () => new Intl.NumberFormat(document.documentElement.lang);
const short = (value: number) =>
  new Intl.NumberFormat(document.documentElement.lang, { notation: "compact", maximumFractionDigits: 1 }).format(value);

/** The number of a cell; null where there is none or it must not be told. */
function value(cell: HTMLTableCellElement | undefined): number | null {
  const given = cell?.dataset.value;
  return given === undefined || given === "" ? null : Number(given);
}

function read(figure: HTMLElement): Read | null {
  const table = figure.querySelector("table");
  if (!table?.tHead) return null;
  const heads = Array.from(table.tHead.rows[0].cells);
  const columns = heads.map((cell, at) => ({ cell, at })).filter(({ cell }) => "series" in cell.dataset);
  const rows = Array.from(table.tBodies[0].rows).filter((row) => !("total" in row.dataset));
  return {
    columns: columns.map(({ cell, at }) => ({ name: words(cell), at })),
    lines: rows.map((row) => ({ name: words(row.cells[0]), short: row.cells[0]?.dataset.short ?? words(row.cells[0]), cells: Array.from(row.cells) })),
    unit: figure.dataset.unit ?? "",
  };
}

const said = (amount: unknown, unit: string, none: string): string =>
  amount === null || amount === undefined || amount === "-" ? none : numbers().format(Number(amount)) + unit;

/** `isAcross`: rows from the top, bars to the right, for long names. */
function axes(of: Read, isNarrow: boolean, isAcross = false): EChartsCoreOption {
  const label = { color: INK, hideOverlap: true };
  const named = { type: "category", data: of.lines.map((line) => line.short), axisLabel: label, axisTick: { show: false } };
  const wide = { ...named, inverse: true, axisLabel: { color: INK, width: isNarrow ? 96 : 160, overflow: "truncate" } };
  const counted = { type: "value", axisLabel: { ...label, formatter: short }, splitLine: { lineStyle: { color: RULE } }, minInterval: 1 };
  return {
    grid: { left: 8, right: 16, top: of.columns.length > 1 ? 56 : 16, bottom: 8, containLabel: true },
    xAxis: isAcross ? counted : named,
    yAxis: isAcross ? wide : counted,
    legend: { show: of.columns.length > 1, top: 0, left: 0, type: isNarrow ? "scroll" : "plain", itemWidth: 32, itemHeight: 14, textStyle: { color: INK } },
    aria: { enabled: true, label: { enabled: false }, decal: { show: of.columns.length > 1 } },
  };
}

function bars(of: Read, isNarrow: boolean, none: string, kind: string): EChartsCoreOption {
  const series = of.columns.map((column) => ({
    type: "bar",
    name: column.name,
    stack: kind === "stacked" ? "all" : undefined,
    barMaxWidth: 40,
    itemStyle: { borderColor: INK, borderWidth: 1 },
    data: of.lines.map((line) => value(line.cells[column.at])),
  }));
  const tooltip = { ...tip("axis"), valueFormatter: (v: unknown) => said(v, of.unit, none) };
  return { ...axes(of, isNarrow, kind === "across"), tooltip, series };
}

function lines(of: Read, isNarrow: boolean, none: string): EChartsCoreOption {
  const series = of.columns.map((column, at) => ({
    type: "line",
    name: column.name,
    symbol: MARKERS[at % MARKERS.length],
    symbolSize: 9,
    lineStyle: { width: 3, type: DASHES[at % DASHES.length] },
    connectNulls: false,
    data: of.lines.map((line) => value(line.cells[column.at])),
  }));
  return { ...axes(of, isNarrow), tooltip: { ...tip("axis"), valueFormatter: (v: unknown) => said(v, of.unit, none) }, series };
}

function heat(of: Read, isNarrow: boolean, none: string): EChartsCoreOption {
  const cells = of.lines.flatMap((line, y) => of.columns.map((column, x) => [x, y, value(line.cells[column.at]) ?? "-"]));
  const most = Math.max(1, ...cells.map((cell) => (typeof cell[2] === "number" ? cell[2] : 0)));
  const label = { color: INK, hideOverlap: true };
  return {
    grid: { left: 8, right: 16, top: 8, bottom: 64, containLabel: true },
    xAxis: { type: "category", data: of.columns.map((one) => one.name), axisLabel: label },
    yAxis: { type: "category", data: of.lines.map((one) => one.name), inverse: true, axisLabel: label },
    visualMap: { min: 0, max: most, orient: "horizontal", left: "center", bottom: 0, itemWidth: 16, itemHeight: isNarrow ? 120 : 200,
      inRange: { color: SCALE }, textStyle: { color: INK }, formatter: (at: number) => numbers().format(Math.round(at)) },
    tooltip: { ...tip("item"), formatter: (at: { value: [number, number, unknown] }) =>
      `${of.lines[at.value[1]].name} ${of.columns[at.value[0]].name}\n${said(at.value[2], of.unit, none)}` },
    series: [{ type: "heatmap", data: cells, itemStyle: { borderColor: "#ffffff", borderWidth: 1 } }],
  };
}

/** From the left to the right; who is on both sides stands there twice. Nothing to draw: null. */
function flow(of: Read, isNarrow: boolean): EChartsCoreOption | null {
  const links = of.lines
    .map(({ cells }) => ({ source: `from ${words(cells[0])}`, target: `to ${words(cells[1])}`, value: value(cells[of.columns[0].at]) ?? 0 }))
    .filter((link) => link.value > 0);
  if (!links.length) return null;
  const sides = (end: "source" | "target") => [...new Set(links.map((link) => link[end]))];
  const named = (name: string) => name.slice(name.indexOf(" ") + 1);
  const fit = (name: string) => (isNarrow && name.length > 8 ? `${name.slice(0, 7)}…` : name);
  const source = (name: string, at: number) => ({ name, label: { position: "right" }, itemStyle: { color: COLOURS[at % COLOURS.length] } });
  const target = (name: string) => ({ name, label: { position: "left" }, itemStyle: { color: PLAIN } });
  return {
    color: COLOURS,
    tooltip: { ...tip("item"), formatter: (at: { name: string; value: number; data: { source?: string; target?: string } }) => {
      const place = at.data.source ? `${named(at.data.source)} → ${named(at.data.target ?? "")}` : named(at.name);
      return `${place}\n${said(at.value, of.unit, "")}`;
    } },
    series: [{
      type: "sankey", left: 8, right: 8, top: 8, bottom: 8, draggable: false, nodeGap: 16, links,
      data: [...sides("source").map(source), ...sides("target").map(target)],
      label: { color: "#000000", fontSize: isNarrow ? 12 : 14, textBorderColor: "#ffffff", textBorderWidth: 3, formatter: (at: { name: string }) => fit(named(at.name)) },
      itemStyle: { borderColor: INK, borderWidth: 1 }, lineStyle: { color: "source", opacity: 0.35 }, emphasis: { focus: "adjacency" },
    }],
  };
}

/** Written onto the canvas: an element would need styles that our policy forbids. */
function tip(trigger: "axis" | "item"): object {
  return { trigger, renderMode: "richText", confine: true, axisPointer: { type: "shadow" }, textStyle: { color: INK } };
}

function option(kind: string, of: Read, isNarrow: boolean, none: string): EChartsCoreOption | null {
  if (kind === "sankey") return flow(of, isNarrow);
  if (kind === "heatmap") return heat(of, isNarrow, none);
  if (kind === "line") return lines(of, isNarrow, none);
  return bars(of, isNarrow, none, kind);
}

function draw(figure: HTMLElement): void {
  const plot = figure.querySelector<HTMLElement>("[data-chart-plot]");
  const of = read(figure);
  if (!plot || !of || !of.lines.length || !of.columns.length) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  plot.hidden = false;
  if (figure.dataset.chart === "across") plot.style.height = `${Math.max(200, 96 + of.lines.length * of.columns.length * 22)}px`;
  const chart: ECharts = init(plot, null, { renderer: "canvas" });
  const show = () => {
    const made = option(figure.dataset.chart ?? "bar", of, plot.clientWidth < 560, figure.dataset.none ?? "");
    plot.hidden = !made;
    const font = { fontFamily: getComputedStyle(document.body).fontFamily };
    if (made) chart.setOption({ color: COLOURS, textStyle: font, animation: !still.matches, animationDuration: 300, ...made }, true);
  };
  show();
  let width = plot.clientWidth;
  new ResizeObserver(() => {
    if (plot.hidden || plot.clientWidth === width) return;
    width = plot.clientWidth;
    chart.resize();
    show();
  }).observe(plot);
}

for (const figure of document.querySelectorAll<HTMLElement>("figure[data-chart]")) draw(figure);
