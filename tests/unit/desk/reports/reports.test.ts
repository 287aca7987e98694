import { hash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../../src/desk/reports/draft.ts';
import { parsePayload } from '../../../../src/shared/reports/payloads.ts';
import { referenceOf } from '../../../../src/shared/reports/reference.ts';
import { movedClock, temporaryFolder } from '../store/kit.ts';
import { central, contact, events, feedback, opened, send, workplace } from './kit.ts';

describe('a form of an enrolled device', () => {
  test('is sealed to the central endpoint’s key, valid, and says no finer time than the hour', async () => {
    const to = central('oath-bronx');
    const desk = workplace(temporaryFolder());
    await desk.enroll(to);
    const reference = await send(desk.reports, feedback('the wait was long'));

    const [event] = events(desk.store.outbox);
    if (event === undefined) throw new Error('nothing is due');
    expect(event).toMatchObject({
      type: 'org.fairdesk.feedback.v1',
      time: '2026-11-23T15:00:00.000Z',
      sequence: '0000000000000001',
    });
    // The first 48 bits of a UUIDv7 are its time.
    expect(Number.parseInt(event.id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-23T15:00:00Z'));
    const payload = await to.open(event.data);
    expect(payload).toEqual({
      schema: 'org.fairdesk.feedback.v1',
      centerId: 'oath-bronx',
      contentVersion: '2026.11.1',
      attachments: [],
      locale: 'es',
      recorded: { hour: '2026-11-23T15Z' },
      surveyId: 'visit',
      surveyVersion: 1,
      agency: 'unassigned',
      partial: false,
      answers: [{ questionId: 'comment', value: 'the wait was long' }],
    });
    expect(parsePayload('org.fairdesk.feedback.v1', payload).ok).toBe(true);
    expect(reference).toBe(referenceOf(hash('sha256', event.id, 'buffer')));
  });

  test('is cleaned of what no database takes before it is sealed', async () => {
    const to = central();
    const desk = workplace(temporaryFolder());
    await desk.enroll(to);
    await send(desk.reports, feedback('a\u0000b\uD800c'));
    expect(await opened(to, events(desk.store.outbox), 'answers')).toEqual([
      [{ questionId: 'comment', value: 'ab\uFFFDc' }],
    ]);
  });

  test('sent twice, also at once, is committed once and answered with the same reference', async () => {
    const desk = workplace(temporaryFolder());
    await desk.enroll(central());
    const key = randomUUID();
    const references = await Promise.all([1, 2, 3].map(() => send(desk.reports, feedback(), key)));
    expect(new Set(references).size).toBe(1);
    expect(await send(desk.reports, feedback('changed'), key)).toBe(references[0]);
    expect(events(desk.store.outbox)).toHaveLength(1);
  });

  test('that is longer than the wire takes is refused by name, not thrown', async () => {
    const desk = workplace(temporaryFolder());
    await desk.enroll(central());
    const saved = await desk.reports.submit(feedback('x'.repeat(300_000)), randomUUID());
    expect(saved).toEqual({ ok: false, error: { type: 'invalid', field: '(root)', detail: 'is too long' } });
  });

  test('that does not follow the schema is refused with the field, never its value', async () => {
    const desk = workplace(temporaryFolder());
    await desk.enroll(central());
    const saved = await desk.reports.submit({ ...feedback('secret words'), surveyId: '' } as Draft, randomUUID());
    expect(saved).toMatchObject({ ok: false, error: { type: 'invalid', field: 'surveyId' } });
    expect(JSON.stringify(saved)).not.toContain('secret');
  });

  test('after the desk closed is answered, not thrown, and the face still holds it', async () => {
    const desk = workplace(temporaryFolder());
    await desk.close();
    expect(await desk.reports.submit(feedback(), randomUUID())).toEqual({ ok: false, error: { type: 'store-failed' } });
  });
});

describe('a contact request', () => {
  test('is sealed at once, has no reference, and gets id, sequence and time of the day only later', async () => {
    const to = central();
    const desk = workplace(temporaryFolder());
    await desk.enroll(to);
    expect(await send(desk.reports, contact('call me'))).toBeNull();
    expect(events(desk.store.outbox)).toEqual([]);
    expect(desk.store.counts()).toMatchObject({ held: 1, queued: 0 });

    expect(desk.reports.numberContacts()).toEqual({ ok: true, value: 1 });
    const [event] = events(desk.store.outbox);
    if (event === undefined) throw new Error('nothing is due');
    expect(event.time).toBe('2026-11-23T00:00:00.000Z');
    expect(Number.parseInt(event.id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-23T00:00:00Z'));
    const payload = await to.open(event.data);
    expect(payload['recorded']).toEqual({ day: '2026-11-23' });
    expect(payload).not.toHaveProperty('locale');
  });

  test('sent twice is held once, also after it was numbered', async () => {
    const desk = workplace(temporaryFolder());
    await desk.enroll(central());
    const key = randomUUID();
    await send(desk.reports, contact(), key);
    await send(desk.reports, contact(), key);
    desk.reports.numberContacts();
    await send(desk.reports, contact(), key);
    expect(desk.store.counts()).toMatchObject({ held: 0, queued: 1 });
  });

  test('waits for the quiet window, and one written a moment before it waits for the next', async () => {
    const clock = movedClock(new Date(2026, 10, 23, 20, 0).getTime());
    const desk = workplace(temporaryFolder(), clock);
    await desk.enroll(central());
    await send(desk.reports, contact('evening'));
    await desk.reports.tick();
    expect(desk.store.counts().held).toBe(1);

    clock.pass(5 * 3_600_000 + 50 * 60_000);
    await send(desk.reports, contact('ten to two'));
    clock.pass(15 * 60_000);
    desk.session.active = true;
    await desk.reports.tick();
    expect(desk.store.counts()).toMatchObject({ held: 2, queued: 0 });
    desk.session.active = false;
    await desk.reports.tick();
    expect(desk.store.counts()).toMatchObject({ held: 1, queued: 1 });
  });

  test('held over a restart is numbered at the first idle moment a day after it was written', async () => {
    const folder = temporaryFolder();
    const clock = movedClock(new Date(2026, 10, 23, 12, 30).getTime());
    const first = workplace(folder, clock);
    await first.enroll(central());
    await send(first.reports, contact());
    await first.close();

    clock.setWall(new Date(2026, 10, 24, 12, 30).getTime());
    const later = workplace(folder, clock);
    await later.reports.tick();
    expect(later.store.counts().held).toBe(1);
    clock.pass(3_600_000);
    await later.reports.tick();
    expect(later.store.counts()).toMatchObject({ held: 0, queued: 1 });
  });

  test('has a sequence that says nothing of when it was written', async () => {
    const to = central();
    const rounds = 40;
    const size = 5;
    const firstPlace = Array.from({ length: size }, () => 0);
    for (let round = 0; round < rounds; round += 1) {
      const desk = workplace(temporaryFolder());
      await desk.enroll(to);
      for (let at = 0; at < size; at += 1) await send(desk.reports, contact(`written ${at}`));
      desk.reports.numberContacts();
      const order = await opened(to, events(desk.store.outbox), 'message');
      const place = order.indexOf('written 0');
      firstPlace[place] = (firstPlace[place] ?? 0) + 1;
      await desk.close();
    }
    // Chi-square with 4 degrees of freedom: above 23.5 once in 10,000 runs of a fair shuffle.
    const expected = rounds / size;
    const chi = firstPlace.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chi).toBeLessThan(23.5);
  });
});

describe('a full disk', () => {
  test('is told plainly, and the same form is saved when there is room again', async () => {
    const state = { full: true };
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const desk = workplace(temporaryFolder(), movedClock(), {
      at: (store) => ({
        ...store,
        reports: {
          ...store.reports,
          commit(...report) {
            if (state.full) throw full;
            return store.reports.commit(...report);
          },
        },
      }),
    });
    await desk.enroll(central());
    const key = randomUUID();
    expect(await desk.reports.submit(feedback(), key)).toEqual({ ok: false, error: { type: 'disk-full' } });
    state.full = false;
    expect(await send(desk.reports, feedback(), key)).not.toBeNull();
    expect(events(desk.store.outbox)).toHaveLength(1);
  });
});
