/**
 * What the screens need from the machine they run on. The only two answers to it are the window's shell (`tauri.ts`) and
 * the fixtures (`fixture.ts`); a feature never knows which one it talks to.
 */
import type { Commands } from '../bindings/commands';
import type { TaskProgress } from '../bindings/TaskProgress';

/** The name of a command of the core. */
export type CommandName = keyof Commands;
/** What a command takes. */
export type Args<K extends CommandName> = Commands[K]['args'];
/** What a command answers. */
export type Answer<K extends CommandName> = Commands[K]['answer'];

/** Groups of stored things; the event `changed` names those that are no longer what a screen read. */
export type ChangeTag =
  | 'entries'
  | 'payouts'
  | 'rates'
  | 'programmes'
  | 'offers'
  | 'mail'
  | 'outbox'
  | 'accounts'
  | 'listening'
  | 'sign_in'
  | 'runs'
  | 'review'
  | 'settings'
  | 'app';

/** The events the core sends, with what they carry. */
export type HostEvents = {
  progress: TaskProgress;
  changed: readonly ChangeTag[];
};

/** Files dragged over the window. Paths are absolute and only known on `drop`. */
export type FileDrop = { kind: 'over' | 'leave' } | { kind: 'drop'; paths: string[] };

/** Takes a subscription back. */
export type Unsubscribe = () => void;

export type Host = {
  /** Runs a command. Rejects with an `ErrorShape`. */
  invoke<K extends CommandName>(name: K, args: Args<K>): Promise<Answer<K>>;
  /** Hears an event until the answer is called. */
  on<E extends keyof HostEvents>(event: E, heard: (payload: HostEvents[E]) => void): Unsubscribe;
  /** The system's file dialog; `null` when it was closed without a choice. */
  pickFiles(): Promise<string[] | null>;
  /** The system's folder dialog; `null` when it was closed without a choice. */
  pickFolder(): Promise<string | null>;
  /** The system's dialog for a new file, with a name to begin with; `null` when it was closed without a choice. */
  saveFile(name: string): Promise<string | null>;
  /** Opens an https address in the system's browser. */
  openExternal(url: string): Promise<void>;
  /** Hears files dragged over and dropped on the window. */
  onFileDrop(heard: (drop: FileDrop) => void): Unsubscribe;
  /** Puts text on the clipboard. */
  copy(text: string): Promise<void>;
};
