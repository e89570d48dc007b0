// What was chosen in a poll's form, in the one form in which it is counted (dao/models/polls/rules.py).

/** What is missing or wrong: the name of the sentence that says so. */
export class Unfinished extends Error {}

export type Question = { mode: string; options: number; credits: number };

export function answerOf(question: Question, given: FormData): number[] {
  const answer = READERS[question.mode](question, given);
  if (!answer.length) throw new Unfinished("empty");
  return answer;
}

const READERS: Record<string, (question: Question, given: FormData) => number[]> = {
  single: chosen,
  approval: chosen,
  ranked: ranking,
  pairwise: pairs,
  score: numbers,
  quadratic: votes,
};

function chosen(_question: Question, given: FormData): number[] {
  return given.getAll("option").map(Number).sort((one, other) => one - other);
}

function ranking({ options }: Question, given: FormData): number[] {
  const places = new Map<number, number>();
  for (let option = 0; option < options; option++) {
    const place = whole(given, option, Infinity);
    if (place === null) continue;
    if (places.has(place)) throw new Unfinished("twice");
    places.set(place, option);
  }
  return [...places.keys()].sort((one, other) => one - other).map((place) => places.get(place)!);
}

function pairs(_question: Question, given: FormData): number[] {
  const found = [...given].filter(([name]) => name.startsWith("pair-"));
  return found.flatMap(([, pair]) => String(pair).split("-").map(Number));
}

function numbers({ options }: Question, given: FormData): number[] {
  return Array.from({ length: options }, (_, option) => whole(given, option, 10_000) ?? 0);
}

function votes(question: Question, given: FormData): number[] {
  const answer = numbers(question, given);
  if (answer.reduce((cost, number) => cost + number ** 2, 0) > question.credits) throw new Unfinished("credits");
  return answer;
}

/** Full-width digits are digits too. */
function whole(given: FormData, option: number, most: number): number | null {
  const typed = String(given.get(`option-${option}`) ?? "").normalize("NFKC").replace("−", "-").trim();
  if (!typed) return null;
  if (!/^-?\d{1,9}$/.test(typed) || Math.abs(Number(typed)) > most) throw new Unfinished("number");
  return Number(typed);
}
