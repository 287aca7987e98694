/**
 * Where a report stays before it has a sequence: in the vault until the device is enrolled, or held,
 * if it is a contact request, until its number leads back to nothing.
 */
import type { Connection } from './database.ts';

/** A payload under a vault key. */
export interface VaultRow {
  readonly place: number;
  /** Which vault key. */
  readonly keyNumber: number;
  readonly sealed: Uint8Array;
}

export interface Vault {
  /** Rows that a vault key known here may open. */
  count(): number;
  /** Puts a payload at the end, or at a random place behind all ends. Call inside `once` of the report table. */
  add(row: { keyNumber: number; sealed: Uint8Array; written: number; scattered: boolean }): void;
  /** The first in the order of release: as written, then the scattered ones. */
  first(): VaultRow | null;
  /** At most `limit` rows behind the place `after`, in the order of their places. */
  page(after: number, limit: number): readonly VaultRow[];
  /** Deletes a row, overwriting its bytes. Call in the transaction that commits what came of it. */
  take(place: number): void;
  /** Keeps a row that no key opens; it holds up nothing. */
  setUnreadable(place: number): void;
  /** Rows set aside are tried again: another key may be there now. */
  retryUnreadable(): void;
}

export interface HeldRow {
  readonly place: number;
  /** `2026-11-23`. */
  readonly day: string;
  readonly data: string;
}

export interface HeldRequests {
  /** @returns the row's place; `since` is the hour, in ms since the epoch. Call inside `once` of the report table. */
  add(row: { day: string; data: string; since: number }): number;
  /** In the order of their random places, which is none. */
  all(): readonly HeldRow[];
  /** When the first of those now held was written, cut to the hour, or null when none is. */
  since(): number | null;
  /** Call in the transaction that commits the numbered report. */
  take(place: number): void;
}

/** Places from here on are random; no count of written rows reaches them. */
const SCATTER_FROM = 2 ** 51;

/** A random place below 2^52, in the upper half. */
function scattered(random: (length: number) => Uint8Array): number {
  const bytes = random(7);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return SCATTER_FROM + (value % SCATTER_FROM);
}

export function openVault(db: Connection, random: (length: number) => Uint8Array): Vault {
  const count = db.prepare<[], number>(`SELECT count(*) FROM vault WHERE state = 'vault'`).pluck();
  const end = db.prepare<[number], number | null>('SELECT max(place) FROM vault WHERE place < ?').pluck();
  const insert = db.prepare<[number, number, number, Uint8Array]>(
    'INSERT INTO vault (place, key_number, written, sealed) VALUES (?, ?, ?, ?)',
  );
  const next = db.prepare<[], VaultRow>(
    `SELECT place, key_number AS keyNumber, sealed FROM vault
     WHERE state = 'vault' ORDER BY place LIMIT 1`,
  );
  const behind = db.prepare<[number, number], VaultRow>(
    'SELECT place, key_number AS keyNumber, sealed FROM vault WHERE place > ? ORDER BY place LIMIT ?',
  );
  const drop = db.prepare<[number]>('DELETE FROM vault WHERE place = ?');
  const mark = db.prepare<[number]>(`UPDATE vault SET state = 'unreadable' WHERE place = ?`);
  const unmark = db.prepare<[]>(`UPDATE vault SET state = 'vault' WHERE state = 'unreadable'`);
  // Asked at every submit; counted again after whatever may have changed it.
  let counted: number | null = null;
  return {
    count() {
      counted ??= count.get() ?? 0;
      return counted;
    },
    add(row) {
      counted = null;
      const place = row.scattered ? scattered(random) : (end.get(SCATTER_FROM) ?? 0) + 1;
      insert.run(place, row.keyNumber, row.written, row.sealed);
    },
    first: () => next.get() ?? null,
    page: (after, limit) => behind.all(after, limit),
    take(place) {
      counted = null;
      if (drop.run(place).changes !== 1) throw new Error('a vault row was taken twice');
    },
    setUnreadable(place) {
      counted = null;
      mark.run(place);
    },
    retryUnreadable() {
      counted = null;
      unmark.run();
    },
  };
}

export function openHeldRequests(db: Connection, random: (length: number) => Uint8Array): HeldRequests {
  const insert = db.prepare<[number, string, string]>('INSERT INTO held (place, day, data) VALUES (?, ?, ?)');
  const begin = db.prepare<[number]>('UPDATE counter SET held_since = coalesce(held_since, ?)');
  const all = db.prepare<[], HeldRow>('SELECT place, day, data FROM held ORDER BY place');
  const since = db.prepare<[], number | null>('SELECT held_since FROM counter').pluck();
  const drop = db.prepare<[number]>('DELETE FROM held WHERE place = ?');
  const end = db.prepare<[]>('UPDATE counter SET held_since = NULL WHERE NOT EXISTS (SELECT 1 FROM held)');
  return {
    add(row) {
      const place = scattered(random);
      insert.run(place, row.day, row.data);
      begin.run(row.since);
      return place;
    },
    all: () => all.all(),
    since: () => since.get() ?? null,
    take(place) {
      if (drop.run(place).changes !== 1) throw new Error('a held request was taken twice');
      end.run();
    },
  };
}
