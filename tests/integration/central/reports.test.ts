import { describe, expect, test } from 'vitest';
import { databaseKinds, useCentral } from './harness.ts';
import { sha256Of } from './device.ts';
import { commendation, contactRequest, correctionCheck, feedback, feedbackOf, inspection, languageComplaint, rightsReview, training } from './payloads.ts';

describe.each(databaseKinds)('reports on %s', (kind) => {
  const place = useCentral(kind);

  test('a report is accepted with a receipt that names its id, bytes and sequence', async () => {
    const central = await place.start();
    const device = await central.device('kiosk');
    const event = await device.event(feedback);
    const [result] = await device.results([event]);
    expect(result).toMatchObject({ id: event.id, status: 'accepted', missingAttachments: [] });
    const { header, claims } = await device.readReceipt(result?.receipt);
    expect(header).toEqual({ alg: 'EdDSA', kid: device.enrolled?.receiptKey.kid, typ: 'fairdesk-receipt+jws' });
    expect(claims).toEqual({
      iss: expect.any(String),
      sub: device.id,
      id: event.id,
      seq: 1,
      sha256: sha256Of(event),
      iat: Date.UTC(2026, 10, 23, 15) / 1000,
    });
  });
});
