// The records that the scripts hand to each other. Those up to SceneContent are what
// core/browser/payload.py packs; the others live in the browser alone.

import type { Palette } from "./colour.js";
import type { Tip } from "./maps.js";
import type { Scene } from "./payload.js";

export type Words = Record<string, string>;

/** A variant for a light page and one for a dark page. */
export interface Shades<T> {
  light: T;
  dark: T;
}

export interface Token {
  label: string;
  full: string;
  known: boolean;
  tag: string;
}

export interface Quantity {
  name: string;
  symbol: string;
  equation: string;
  bounds: [number, number] | null;
  meaning: string;
  also: string;
  /** with the sense, where there is one */
  title: string;
  short_title: string;
  /** what a value of 1 does, where another form of the cell has the opposite; else empty */
  sense: string;
  colour: Shades<string>;
}

/** Where Python wants a stepper to be: position from 1, unit from 0. */
export interface Cue {
  digest: string;
  number: number;
  position: number;
  unit: number;
  unrolled?: UnrolledState;
}

/** What can be stepped through, whatever it shows. */
export interface Stepped {
  id: string;
  length: number;
  lecture: boolean;
  tokens: Token[];
  parts_of_speech: Words;
  outputs: string[];
  units: number;
  words: Words;
}

export interface TraceContent {
  cell: string;
  units: number;
  quantities: Quantity[];
  arrays_in_order: AboutArray[];
}

/** In postfix order: a quantity's name and how many steps before, a number, or an operation. */
export type Program = ([name: string, before: number] | number | string)[];

/** How many floats beside what its equation gives, in so many bits each; some stand apart. */
export interface Beside {
  program: Program;
  bits: number;
  apart: number;
}

/** As arrays.py writes it; no code for plain float32. */
export interface AboutArray {
  name: string;
  rows: number;
  columns: number;
  of_step: number[] | null;
  code: null | { lowest: number; apart: number } | Beside;
}

export interface SceneContent extends Stepped, TraceContent {
  outputs_in_all?: number;
  diverging: Shades<[negative: string, positive: string]>;
  unrolled?: UnrolledContent;
}

/** How the cell may stand above the tokens; weights is the name of its network's. */
export interface UnrolledContent {
  trained: Kind;
  weights: string;
  words: Words;
}

export type Form = "closed" | "unrolled" | "folded";
export type Kind = "many-to-one" | "many-to-many" | "one-to-many";

/** A kind of null is the one that the network was trained as. */
export interface UnrolledState {
  form: Form;
  kind: Kind | null;
}

/** Red, green and blue, 0 to 255. */
export type Colour = number[];

export interface Scale {
  low: number;
  high: number;
  colour: (value: number) => Colour;
  gradient: string;
}

export interface Theme {
  background: Colour;
  text: Colour;
  dark: boolean;
  zero: Colour;
}

/** The smallest value that is drawn, and the distance to the largest. */
export interface Span {
  low: number;
  width: number;
}

/** Steps and units count from 0 in the browser. */
export interface Place {
  step: number;
  unit: number;
  digest: string;
  cue: number;
}

export interface SteppingState extends Place {
  speed: number;
  reveal: boolean;
  derivatives: boolean;
  tags: boolean;
  playing: boolean;
  answered: number;
  lecture: boolean;
  signal: string;
  unrolled?: UnrolledState;
}

/** `seen` and `opinionSeen` are the last steps that may be seen. */
export interface View extends Omit<SteppingState, "answered"> {
  seen: number;
  opinionSeen: number;
  answered: boolean;
}

export interface Actions {
  go: (step: number, unit?: number) => void;
  move: (by: number) => void;
  pick: (unit: number) => void;
}

export interface SteppingActions extends Actions {
  toggle: () => void;
  set: (choice: Partial<SteppingState>) => void;
  answer: () => void;
}

/** What every screen is built from, whatever it shows. */
export interface Shared<S, A> {
  scene: S;
  theme: Theme;
  actions: A;
  tip: Tip;
  calm: () => boolean;
}

/** What the panels of one network are built from. */
export interface Context extends Shared<Scene, SteppingActions> {
  palette: Palette;
}

/** What ribbon and transport, above the panels, are built from; signals have a name and a title. */
export interface Above extends Shared<Stepped, SteppingActions> {
  signals: [name: string, title: string][];
  tintAt: (signal: string, step: number, unit: number) => Colour | null;
}

export interface Panel<V = View> {
  root: HTMLElement;
  show: (view: V) => void;
}

export interface Screen<V> {
  panels: { root?: HTMLElement; show: (view: V) => void }[];
  nodes: Node[];
}

export type Tell = (name: string, value: unknown) => void;
