import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { databasePath, openDatabase, pragmaFaults } from '../../../../src/desk/store/database.ts';
import { migrate, migrations, schemaVersion } from '../../../../src/desk/store/migrations.ts';
import { commit, dueSequences, report, storeIn, temporaryFolder } from './kit.ts';

describe('a connection', () => {
  test.each(['write', 'read'] as const)('to %s has synchronous=FULL and every other pragma, asked back', (use) => {
    const folder = temporaryFolder();
    storeIn(folder).close();
    const db = openDatabase(folder, use);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('secure_delete', { simple: true })).toBe(1);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
    expect(pragmaFaults(db)).toEqual([]);
    db.close();
  });

  test('opened without our function to a WAL file would lose commits with the power: the check sees it', () => {
    const folder = temporaryFolder();
    storeIn(folder).close();
    const bare = new Database(databasePath(folder));
    bare.prepare('SELECT 1 FROM counter').get();
    expect(pragmaFaults(bare)).toContain('synchronous = 1');
    bare.close();
  });

  test('makes the file for this user only', () => {
    const folder = temporaryFolder();
    storeIn(folder);
    expect(statSync(databasePath(folder)).mode & 0o777).toBe(0o600);
  });

  test('to a file that is no database throws and changes nothing of it', () => {
    const folder = temporaryFolder();
    const text = 'This was once somebody’s shopping list.'.repeat(100);
    writeFileSync(join(folder, 'desk.db'), text);
    expect(() => storeIn(folder)).toThrow(/not a database/);
    expect(statSync(databasePath(folder)).size).toBe(Buffer.byteLength(text));
  });

  test('every table is STRICT', () => {
    const folder = temporaryFolder();
    storeIn(folder);
    const db = openDatabase(folder, 'read');
    const tables = db.pragma('table_list') as { schema: string; name: string; strict: number }[];
    const ours = tables.filter(({ schema, name }) => schema === 'main' && !name.startsWith('sqlite_'));
    expect(ours.length).toBeGreaterThan(4);
    expect(ours.filter(({ strict }) => strict !== 1)).toEqual([]);
    db.close();
  });
});

describe('migrations', () => {
  test('a step that fails midway is as if it never began, and runs whole the next time', () => {
    const folder = temporaryFolder();
    const db = openDatabase(folder, 'write');
    migrate(db);
    const half = 'CREATE TABLE first_half (a INTEGER) STRICT; CREATE TABLE no such syntax;';
    expect(() => migrate(db, [...migrations, half])).toThrow(/syntax/);
    expect(schemaVersion(db)).toBe(migrations.length);
    const whole = 'CREATE TABLE first_half (a INTEGER) STRICT;';
    expect(migrate(db, [...migrations, whole])).toEqual({ version: migrations.length + 1, newer: false });
    db.close();
  });

  test('an older app on a newer database reads and delivers, and leaves its shape alone', () => {
    const folder = temporaryFolder();
    const first = storeIn(folder);
    commit(first, 2);
    first.close();
    const newer = openDatabase(folder, 'write');
    migrate(newer, [
      ...migrations,
      `CREATE TABLE added (a INTEGER) STRICT; ALTER TABLE report ADD COLUMN weight INTEGER NOT NULL DEFAULT 0;`,
    ]);
    newer.close();

    const older = storeIn(folder);
    expect(older.schema).toEqual({ version: migrations.length + 1, newer: true });
    older.reports.commit(report(), null);
    expect(dueSequences(older.outbox, 0)).toEqual([1, 2, 3]);
    older.close();
    const db = openDatabase(folder, 'read');
    expect(schemaVersion(db)).toBe(migrations.length + 1);
    db.close();
  });
});
