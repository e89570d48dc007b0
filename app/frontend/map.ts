// Maps of shops: the pins of a list, and a place to be pressed. The page is whole without them.
import L from "leaflet";
import "leaflet/dist/leaflet.css";

type Pin = { name: string; latitude: string; longitude: string; category: string; href: string };

const JAPAN: L.LatLngTuple = [36.2, 137.9];
const CLUSTER_PIXELS = 44;

/** The empty map in its box. Its name, its attribution and its tiles stand at the box. */
function mapIn(box: HTMLElement): L.Map {
  box.hidden = false;
  const inside = document.createElement("div");
  inside.setAttribute("role", "region");
  inside.setAttribute("aria-label", box.dataset.label ?? "");
  box.append(inside);
  const map = L.map(inside, { scrollWheelZoom: false, minZoom: 4, maxZoom: 18 }).setView(JAPAN, 5);
  const source = document.createElement("a");
  source.href = box.dataset.attributionUrl ?? "";
  source.textContent = box.dataset.attribution ?? "";
  L.tileLayer(box.dataset.tiles ?? "", { attribution: source.outerHTML, maxZoom: 18 }).addTo(map);
  return map;
}

function icon(words: string, isMany: boolean): L.DivIcon {
  const face = document.createElement("span");
  face.className = isMany ? "map__pin map__pin--many" : "map__pin";
  face.textContent = words;
  return L.divIcon({ html: face, className: "", iconSize: [36, 36], iconAnchor: [18, 18] });
}

function wordsOf(pin: Pin): HTMLElement {
  const words = document.createElement("div");
  words.className = "map__words";
  const link = document.createElement("a");
  link.href = pin.href;
  link.textContent = pin.name;
  words.append(link, pin.category);
  return words;
}

/** Pins that would lie on one another become one with their number; pressing it goes nearer. */
function draw(map: L.Map, layer: L.LayerGroup, pins: Pin[], more: string): void {
  layer.clearLayers();
  const groups = new Map<string, Pin[]>();
  for (const pin of pins) {
    const at = map.project([Number(pin.latitude), Number(pin.longitude)]).divideBy(CLUSTER_PIXELS).floor();
    const key = map.getZoom() >= 17 ? pin.href : `${at.x}:${at.y}`;
    groups.set(key, [...(groups.get(key) ?? []), pin]);
  }
  for (const group of groups.values()) {
    const places = group.map((pin) => L.latLng(Number(pin.latitude), Number(pin.longitude)));
    const isMany = group.length > 1;
    const title = isMany ? more.replace("{count}", String(group.length)) : group[0].name;
    const face = icon(isMany ? String(group.length) : "●", isMany);
    const marker = L.marker(L.latLngBounds(places).getCenter(), { icon: face, title, alt: title, keyboard: true });
    if (isMany) marker.on("click", () => map.fitBounds(L.latLngBounds(places).pad(0.3), { maxZoom: 17 }));
    else marker.bindPopup(wordsOf(group[0]));
    marker.addTo(layer);
  }
}

function showPins(box: HTMLElement): void {
  const given = box.nextElementSibling?.textContent;
  const pins: Pin[] = given ? JSON.parse(given) : [];
  const map = mapIn(box);
  const layer = L.layerGroup().addTo(map);
  const places = pins.map((pin) => L.latLng(Number(pin.latitude), Number(pin.longitude)));
  map.fitBounds(L.latLngBounds(places).pad(0.1), { maxZoom: 16, animate: false });
  const redraw = () => draw(map, layer, pins, box.dataset.more ?? "");
  map.on("zoomend", redraw);
  redraw();
}

function pickPlace(box: HTMLElement): void {
  const latitude = document.querySelector<HTMLInputElement>("#latitude");
  const longitude = document.querySelector<HTMLInputElement>("#longitude");
  if (!latitude || !longitude) return;
  const map = mapIn(box);
  const marker = L.marker(JAPAN, { icon: icon("●", false), keyboard: false });
  const move = (place: L.LatLng) => {
    marker.setLatLng(place).addTo(map);
    latitude.value = place.lat.toFixed(6);
    longitude.value = place.lng.toFixed(6);
    latitude.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const typed = () => {
    const [lat, lng] = [Number(latitude.value), Number(longitude.value)];
    if (!latitude.value || !longitude.value || !Number.isFinite(lat) || !Number.isFinite(lng)) return;
    marker.setLatLng([lat, lng]).addTo(map);
    map.setView([lat, lng], Math.max(map.getZoom(), 15));
  };
  map.on("click", (event: L.LeafletMouseEvent) => move(event.latlng));
  latitude.addEventListener("change", typed);
  longitude.addEventListener("change", typed);
  typed();
}

for (const box of document.querySelectorAll<HTMLElement>("[data-map]")) showPins(box);
for (const box of document.querySelectorAll<HTMLElement>("[data-map-picker]")) pickPlace(box);
