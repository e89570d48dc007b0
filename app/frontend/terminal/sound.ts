// What the till is heard and felt to say: a rising chord for done, two low notes for failed.
type Note = [hertz: number, afterSeconds: number];

const DONE: Note[] = [[784, 0], [1047, 0.14], [1319, 0.28]];
const FAILED: Note[] = [[220, 0], [196, 0.25]];
const LOUDNESS = 0.5;

let context: AudioContext | undefined;

export function offerSound(): void {
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const settled = (event as CustomEvent<{ elt: Element }>).detail.elt;
    const news = settled.closest<HTMLElement>("[data-till-sound]") ?? settled.querySelector<HTMLElement>("[data-till-sound]");
    if (news) play(news);
  });
}

function play(news: HTMLElement): void {
  const isDone = news.dataset.tillSound === "success";
  delete news.dataset.tillSound; // heard once
  navigator.vibrate?.(isDone ? 80 : [200, 100, 200]);
  context ??= new AudioContext();
  void context.resume();
  for (const note of isDone ? DONE : FAILED) sing(context, note);
}

function sing(on: AudioContext, [hertz, afterSeconds]: Note): void {
  const start = on.currentTime + afterSeconds;
  const wave = new OscillatorNode(on, { frequency: hertz, type: "triangle" });
  const volume = new GainNode(on, { gain: 0 });
  volume.gain.setValueAtTime(LOUDNESS, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.4);
  wave.connect(volume).connect(on.destination);
  wave.start(start);
  wave.stop(start + 0.45);
}
